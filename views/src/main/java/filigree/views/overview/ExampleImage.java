package filigree.views.overview;

import filigree.model.data.Dataset;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;

/// One image of the data, crisp, dark on light as ink on paper; the theme may turn it over.
final class ExampleImage extends StackPane {
    private static final double SIDE = 52;

    private final ImageView view = new ImageView();

    ExampleImage() {
        getStyleClass().add("example-image");
        view.setFitWidth(SIDE);
        view.setFitHeight(SIDE);
        view.setPreserveRatio(true);
        view.setSmooth(false);
        setMinSize(SIDE, SIDE);
        setMaxSize(SIDE, SIDE);
        getChildren().setAll(view);
    }

    void show(Dataset data, int example) {
        int width = data.shape().width();
        int height = data.shape().height();
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int ink = Math.round(255f * data.pixel(example, i) / data.maximum());
            argb[i] = ink << 24 | 0x57606a; // muted ink, as dense as the pixel is bright
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter()
                .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        view.setImage(image);
    }
}
