package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.random.RandomStreams;

/// Moves images by a few pixels and mirrors half of them. To move is the same as to pad an image
/// with `shift` black pixels on each side and to cut out a piece of the old size.
///
/// Source: K. He, X. Zhang, S. Ren, J. Sun 2016, "Deep Residual Learning for Image Recognition",
/// arXiv:1512.03385, section 4.2.
///
/// @param shift most pixels, across and down, every whole number equally likely
/// @param flip whether half of the images are mirrored
public record ShiftAndFlip(int shift, boolean flip) implements Augmentation {
    static final Param.OfLong SHIFT = Param.whole("shift", 4, 0, 64);
    static final Param.OfFlag FLIP = new Param.OfFlag("flip", true, Timing.NEXT_RUN);

    private static final int DRAWS = 3; // numbers that one image uses up

    public static final MethodType<ShiftAndFlip> TYPE =
            MethodType.<ShiftAndFlip>of("shift-and-flip", "He et al. 2016, arXiv:1512.03385")
                    .param(SHIFT, a -> (long) a.shift())
                    .param(FLIP, ShiftAndFlip::flip)
                    .build(v -> new ShiftAndFlip(Math.toIntExact(v.get(SHIFT)), v.get(FLIP)));

    @Override
    public MethodType<ShiftAndFlip> type() {
        return TYPE;
    }

    @Override
    public boolean changesNothing() {
        return shift == 0 && !flip;
    }

    @Override
    public int right(long key, int example) {
        return offset(key, (long) DRAWS * example);
    }

    @Override
    public int down(long key, int example) {
        return offset(key, (long) DRAWS * example + 1);
    }

    @Override
    public boolean mirrors(long key, int example) {
        return flip && RandomStreams.uniform(key, (long) DRAWS * example + 2) < 0.5f;
    }

    private int offset(long key, long position) {
        return (int) (RandomStreams.uniform(key, position) * (2 * shift + 1)) - shift;
    }
}
