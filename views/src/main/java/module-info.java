import org.jspecify.annotations.NullMarked;

/// The window: JavaFX over immutable snapshots of a run.
@NullMarked
module filigree.views {
    requires static transitive org.jspecify;
    requires transitive javafx.controls;
    requires transitive filigree.model;
    requires javafx.fxml;
    requires org.controlsfx.controls;
    requires atlantafx.base;

    exports filigree.views.control;
    exports filigree.views.fx;
    exports filigree.views.theme;
}
