import org.jspecify.annotations.NullMarked;

/// The window: JavaFX over immutable snapshots of a run.
@NullMarked
module filigree.views {
    requires static transitive org.jspecify;
    requires transitive javafx.controls;
    requires transitive filigree.model;
    requires javafx.fxml;
    requires java.management;
    requires org.controlsfx.controls;
    requires atlantafx.base;

    exports filigree.views.control;
    exports filigree.views.fx;
    exports filigree.views.inspector;
    exports filigree.views.masks;
    exports filigree.views.overview;
    exports filigree.views.recipe;
    exports filigree.views.run;
    exports filigree.views.shell;
    exports filigree.views.theme;

    opens filigree.views.masks to
            javafx.fxml;
    opens filigree.views.overview to
            javafx.fxml;
    opens filigree.views.shell to
            javafx.fxml;
}
