import org.jspecify.annotations.NullMarked;

/// The program: its command line, and what starts the window.
@NullMarked
module filigree.app {
    requires static transitive org.jspecify;
    requires filigree.model;
    requires filigree.samples;
    requires filigree.views;
    requires info.picocli;
    requires java.logging;
    requires javafx.controls;

    opens filigree.app to
            info.picocli;
}
