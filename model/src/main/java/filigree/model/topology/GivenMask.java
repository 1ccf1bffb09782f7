package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// The masks that another run ended with, fixed from the first step; as they are, or shuffled: the
/// placebo that tells which weights from how many.
///
/// A shuffle permutes the places of a layer (or of a row) at random. Every choice of as many places
/// is then equally likely, so a mask shuffled within its layers is the same thing as a random mask
/// of the same layer counts. A pattern, such as N:M, is not kept by it.
///
/// @param file a checkpoint, or the folder of a run, whose newest checkpoint counts; a `*` in it
///   stands for the seed, so that recipes of several seeds differ in nothing else
/// @param shuffle within what places are permuted
public record GivenMask(String file, Shuffle shuffle) implements MaskUpdater {
    /// Within what places are permuted.
    public enum Shuffle {
        /// Nothing moves.
        NONE,
        /// Layers keep their number of active weights.
        LAYER,
        /// Neurons, the rows of the matrix, keep their fan-in.
        NEURON
    }

    private static final String SEED = "*"; // no file may be called so
    private static final int PATH_LENGTH = 4_096;

    static final Param.OfText FILE =
            new Param.OfText("file", "", PATH_LENGTH, Param.Timing.NEXT_RUN);
    static final Param.OfChoice<Shuffle> SHUFFLE =
            new Param.OfChoice<>("shuffle", Shuffle.NONE, Param.Timing.NEXT_RUN);

    public static final MethodType<GivenMask> TYPE =
            MethodType.<GivenMask>of(
                            "given-mask",
                            "Frankle and Carbin 2019, arXiv:1803.03635 (a mask found before);"
                                    + " Frankle et al. 2021, arXiv:2009.08576, section 5"
                                    + " (shuffled within layers)")
                    .param(FILE, GivenMask::file)
                    .param(SHUFFLE, GivenMask::shuffle)
                    .build(v -> new GivenMask(v.get(FILE), v.get(SHUFFLE)));

    @Override
    public MethodType<GivenMask> type() {
        return TYPE;
    }

    /// Writes masks that [#file()] can name.
    public static void write(Path file, List<LayerShape> layers, List<Mask> masks) {
        MaskFile.write(file, layers, masks);
    }

    /// Where the seed says which file it is, [#initialMasks] refuses it.
    @Override
    public void check(List<LayerShape> layers) {
        if (!file.contains(SEED)) {
            var _ = MaskFile.read(file, layers);
        }
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        String own = file.replace(SEED, Long.toString(random.seed()));
        List<Mask> given = MaskFile.read(own, layers);
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < given.size(); l++) {
            long key = random.key(Purpose.INITIAL_MASK, 1, l); // step 0 has that of a random start
            masks.add(
                    switch (shuffle) {
                        case NONE -> given.get(l);
                        case LAYER -> shuffled(given.get(l), key);
                        case NEURON -> shuffledRows(given.get(l), key);
                    });
        }
        return masks;
    }

    private static Mask shuffled(Mask mask, long key) {
        TopK top = new TopK(mask.activeCount());
        for (long i = 0; i < mask.size(); i++) {
            top.offer(i, RandomStreams.uniform(key, i));
        }
        return Mask.of(mask.rows(), mask.columns(), top.indices());
    }

    private static Mask shuffledRows(Mask mask, long key) {
        int[] columns = new int[mask.activeCount()];
        int[] starts = mask.rowStarts();
        for (int i = 0; i < mask.rows(); i++) {
            TopK top = new TopK(starts[i + 1] - starts[i]);
            for (int j = 0; j < mask.columns(); j++) {
                top.offer(j, RandomStreams.uniform(key, (long) i * mask.columns() + j));
            }
            long[] chosen = top.indices();
            for (int k = 0; k < chosen.length; k++) {
                columns[starts[i] + k] = (int) chosen[k];
            }
        }
        return Mask.ofRows(
                mask.rows(), mask.columns(), Arrays.copyOf(starts, starts.length), columns);
    }

    @Override
    public Span span(long steps) {
        return new Span(0, 0);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return false;
    }

    /// Nothing: the file says it.
    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.empty();
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(l -> NextMask.kept(l.mask())).toList();
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }
}
