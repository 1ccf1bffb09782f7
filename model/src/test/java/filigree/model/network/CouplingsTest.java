package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.layer.Layer;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CouplingsTest {
    private static final ImageShape IMAGE = new ImageShape(28, 28, 1);

    @Test
    void eachHiddenLayerOfAPerceptronIsReadByTheNext() {
        assertEquals(
                List.of("300: fc1 | | fc2", "100: fc2 | | fc3"),
                found(new Mlp(List.of(300, 100)), IMAGE));
    }

    @Test
    void channelsGoThroughPoolingAndFlattening() {
        assertEquals(
                List.of("20: conv1 | | conv2", "50: conv2 | | fc1", "500: fc1 | | fc2"),
                found(new LeNet5(), IMAGE));
        Network network = build(new LeNet5(), IMAGE);
        var last = network.couplings().get(1); // 50 channels of 4 x 4 pixels, flattened
        assertEquals(0, last.unitOf(15, 800));
        assertEquals(1, last.unitOf(16, 800));
        assertEquals(49, last.unitOf(799, 800));
    }

    @Test
    void normalisationsBelongToTheirChannels() {
        assertEquals(
                List.of("6: conv1 | conv1.norm | conv2", "8: conv2 | conv2.norm | fc"),
                found(new Vgg(List.of(6, 0, 8, 0)), IMAGE));
    }

    @Test
    void whatIsAddedUpGoesTogether() {
        assertEquals(
                List.of(
                        "4: conv1 stage1.1.conv2 | conv1.norm stage1.1.conv2.norm"
                                + " | stage1.1.conv1 stage2.1.conv1 stage2.1.shortcut",
                        "4: stage1.1.conv1 | stage1.1.conv1.norm | stage1.1.conv2",
                        "8: stage2.1.conv1 | stage2.1.conv1.norm | stage2.1.conv2",
                        "8: stage2.1.conv2 stage2.1.shortcut | stage2.1.conv2.norm"
                                + " stage2.1.shortcut.norm"
                                + " | stage3.1.conv1 stage3.1.shortcut",
                        "16: stage3.1.conv1 | stage3.1.conv1.norm | stage3.1.conv2",
                        "16: stage3.1.conv2 stage3.1.shortcut | stage3.1.conv2.norm"
                                + " stage3.1.shortcut.norm | fc"),
                found(new ResNet(8, 4), IMAGE));
    }

    @Test
    void inALanguageModelTheStreamStays() {
        assertEquals(
                List.of("32: block1.fc1 | | block1.fc2", "32: block2.fc1 | | block2.fc2"),
                found(new Gpt(2, 8, 2), new ImageShape(1, 16, 1)));
    }

    @Test
    void withoutHiddenLayersThereIsNone() {
        assertEquals(List.of(), found(new Mlp(List.of()), IMAGE));
    }

    private static Network build(NetworkSpec spec, ImageShape image) {
        List<Mask> masks =
                spec.shapes(image, 10).stream().map(s -> Mask.full(s.rows(), s.columns())).toList();
        return spec.build(image, 10, masks, KernelProvider.best());
    }

    private static List<String> found(NetworkSpec spec, ImageShape image) {
        Network network = build(spec, image);
        return network.couplings().stream()
                .map(c ->
                        "%d: %s | %s | %s"
                                .formatted(
                                        c.units(),
                                        names(network.trainable(), c.writers()),
                                        names(network.learned(), c.norms()),
                                        names(network.trainable(), c.readers()))
                                .replace("|  |", "| |"))
                .toList();
    }

    private static String names(List<? extends Layer> layers, List<Integer> which) {
        return which.stream().map(l -> layers.get(l).name()).collect(Collectors.joining(" "));
    }
}
