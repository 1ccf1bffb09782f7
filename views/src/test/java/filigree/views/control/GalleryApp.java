package filigree.views.control;

import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Shows the gallery, or writes it as pictures into the folder given as the one argument: both
/// themes, both languages.
public final class GalleryApp extends Application {
    @Override
    public void start(Stage stage) throws IOException {
        Fonts.load();
        if (getParameters().getRaw().isEmpty()) {
            stage.setScene(scene(Theme.LIGHT, Locale.ENGLISH));
            stage.show();
            return;
        }
        Path folder = Files.createDirectories(Path.of(getParameters().getRaw().getFirst()));
        for (Theme theme : Theme.values()) {
            for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
                Scene scene = scene(theme, locale);
                stage.setScene(scene);
                stage.show();
                String name = theme.name().toLowerCase(Locale.ROOT) + "-" + locale.getLanguage();
                write(scene.snapshot(null), folder.resolve("gallery-" + name + ".png"));
            }
        }
        Platform.exit();
    }

    private static Scene scene(Theme theme, Locale locale) {
        Scene scene = new Scene(Gallery.window(locale), 1120, 1000);
        theme.apply(scene);
        return scene;
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        try {
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
