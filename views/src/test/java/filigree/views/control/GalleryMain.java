package filigree.views.control;

import javafx.application.Application;

/// Starts [GalleryApp] from the class path.
public final class GalleryMain {
    private GalleryMain() {}

    /// Shows the gallery; with one argument writes pictures into that folder.
    public static void main(String[] args) {
        Application.launch(GalleryApp.class, args);
    }
}
