package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int HEIGHT = 4;
    private static final int WIDTH = 5;
    private static final int EXAMPLES = 70;
    private static final RandomStreams RANDOM = new RandomStreams(3);

    private final Dataset data = data();
    private final Inputs inputs = Inputs.of(Normalisation.Input.UNIT, DatasetPart.all(data));

    @Test
    void anImageIsMovedAndMirroredAndTheRestIsBlack() {
        var augmentation = new ShiftAndFlip(2, true);
        var changed = fill(augmentation, key(0), 1);
        for (int i = 0; i < EXAMPLES; i++) {
            int right = augmentation.right(key(0), i);
            int down = augmentation.down(key(0), i);
            boolean mirrored = augmentation.mirrors(key(0), i);
            for (int f = 0; f < data.features(); f++) {
                int channel = f / (HEIGHT * WIDTH);
                int y = f / WIDTH % HEIGHT - down;
                int x = f % WIDTH - right;
                int from = mirrored ? WIDTH - 1 - x : x;
                boolean inside = y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
                int value = inside ? data.pixel(i, (channel * HEIGHT + y) * WIDTH + from) : 0;
                assertEquals(value / 255f, changed.get(f, i));
            }
        }
    }

    @Test
    void everyShiftIsAboutEquallyLikelyAndHalfAreMirrored() {
        var augmentation = new ShiftAndFlip(2, true);
        var across = new int[5];
        var down = new int[5];
        int mirrored = 0;
        for (int i = 0; i < 10_000; i++) {
            across[augmentation.right(key(0), i) + 2]++;
            down[augmentation.down(key(0), i) + 2]++;
            mirrored += augmentation.mirrors(key(0), i) ? 1 : 0;
        }
        for (int k = 0; k < 5; k++) {
            assertEquals(2_000, across[k], 200);
            assertEquals(2_000, down[k], 200);
        }
        assertEquals(5_000, mirrored, 250);
    }

    @Test
    void whatHappensDependsOnSeedEpochAndExampleAloneNotOnTheColumn() {
        var augmentation = new ShiftAndFlip(1, true);
        var straight = fill(augmentation, key(4), 1);
        var mixed = fill(augmentation, key(4), 3); // another place in the batch
        int differs = 0;
        var next = fill(augmentation, key(5), 1);
        for (int i = 0; i < EXAMPLES; i++) {
            for (int f = 0; f < data.features(); f++) {
                assertEquals(straight.get(f, i * 3 % EXAMPLES), mixed.get(f, i));
                differs += straight.get(f, i) != next.get(f, i) ? 1 : 0;
            }
        }
        assertTrue(differs > 100, differs + " pixels differ in another epoch");
        assertNotEquals(key(4), new RandomStreams(4).key(RandomStreams.Purpose.AUGMENT, 4, 0));
    }

    @Test
    void noAugmentationChangesNoBit() {
        var plain = new Activations(data.features(), EXAMPLES);
        for (int tile = 0; tile < plain.tiles(); tile++) {
            inputs.fill(plain, tile, data, examples(1));
        }
        for (var none : new Augmentation[] {new NoAugmentation(), new ShiftAndFlip(0, false)}) {
            var filled = fill(none, key(0), 1);
            for (int i = 0; i < EXAMPLES; i++) {
                for (int f = 0; f < data.features(); f++) {
                    assertEquals(plain.get(f, i), filled.get(f, i));
                }
            }
        }
    }

    private static long key(long epoch) {
        return RANDOM.key(RandomStreams.Purpose.AUGMENT, epoch, 0);
    }

    private Activations fill(Augmentation augmentation, long key, int stride) {
        var to = new Activations(data.features(), EXAMPLES);
        for (int tile = 0; tile < to.tiles(); tile++) {
            inputs.fill(to, tile, data, examples(stride), augmentation, key);
        }
        return to;
    }

    private static int[] examples(int stride) {
        var examples = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            examples[i] = i * stride % EXAMPLES;
        }
        return examples;
    }

    private static Dataset data() {
        var pixels = new byte[EXAMPLES * 2 * HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (1 + i * 31 % 254);
        }
        return new Dataset(
                "cifar-10", new ImageShape(HEIGHT, WIDTH, 2), 10, 255, pixels, new byte[EXAMPLES]);
    }
}
