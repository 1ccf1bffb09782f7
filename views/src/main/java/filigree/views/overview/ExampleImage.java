package filigree.views.overview;

import filigree.model.data.Dataset;
import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import filigree.views.theme.DataStyle;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;

/// One image of the data, crisp: ink on paper, or light on dark.
final class ExampleImage extends StackPane {
    private static final double SIDE = 52;

    private final ImageView view = new ImageView();
    private final DataStyle style = new DataStyle();

    ExampleImage() {
        getStyleClass().add("example-image");
        view.setFitWidth(SIDE);
        view.setFitHeight(SIDE);
        view.setPreserveRatio(true);
        view.setSmooth(false);
        setMinSize(SIDE, SIDE);
        setMaxSize(SIDE, SIDE);
        getChildren().setAll(view, style);
    }

    void show(Dataset data, int example) {
        style.colorsProperty().subscribe(colors -> paint(data, example, colors));
    }

    private void paint(Dataset data, int example, DataColors colors) {
        int tint = colors.argb(DataColor.MUTED) & 0xffffff;
        int width = data.shape().width();
        int height = data.shape().height();
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int ink = Math.round(255f * data.pixel(example, i) / data.maximum());
            argb[i] = (ink << 24) | tint; // ink as dense as the pixel is bright
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter()
                .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        view.setImage(image);
    }
}
