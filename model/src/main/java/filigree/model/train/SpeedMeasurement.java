package filigree.model.train;

import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.PanelRows;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.Pattern;
import filigree.model.train.SpeedMap.Cell;
import filigree.model.train.SpeedMap.Quartiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures how fast layers are on this machine, by pattern and density, beside dense ones: a
/// [SpeedMap].
///
/// All take turns, so that a busy moment of the machine meets all of them, and each is compared
/// with the dense layer of the same round. One thread.
public final class SpeedMeasurement {
    private static final List<LayerShape> LAYERS =
            List.of(LayerShape.linear("small", 100, 300), LayerShape.linear("large", 1000, 1000));
    private static final int[] BATCHES = {1, 128};
    private static final int WARM_UP = 2; // rounds
    private static final double[] UNSTRUCTURED = {1, .6, .4, .2, .1, .05, .02, .01, .005};
    private static final String FREE = "unstructured";

    private final Kernels kernels = KernelProvider.best();
    private final long end;
    private final List<SpeedCase> cases = new ArrayList<>();

    /// What is measured beside masks without a structure.
    ///
    /// @param pattern of the masks
    /// @param densities in (0, 1]
    public record Subject(Pattern pattern, List<Double> densities) {
        public Subject {
            densities = List.copyOf(densities);
        }
    }

    private SpeedMeasurement(Duration budget) {
        this.end = System.nanoTime() + budget.toNanos();
    }

    /// @param budget about how long it takes, preparation and warm-up included; but never fewer
    ///   than one round
    public static SpeedMap run(Duration budget, List<Subject> subjects) {
        var measurement = new SpeedMeasurement(budget);
        for (LayerShape layer : LAYERS) {
            for (int batch : BATCHES) {
                measurement.add(layer, batch, subjects);
            }
        }
        measurement.measure();
        return measurement.result();
    }

    private void add(LayerShape layer, int batch, List<Subject> subjects) {
        long key = new RandomStreams(1).key(Purpose.INITIAL_WEIGHTS, 0, 0);
        float[] scores = new float[layer.rows() * layer.columns()];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = RandomStreams.uniform(key, k);
        }
        for (double density : UNSTRUCTURED) {
            Mask mask =
                    density == 1
                            ? Mask.full(layer.rows(), layer.columns())
                            : Mask.where(
                                    layer.rows(), layer.columns(), k -> scores[(int) k] < density);
            cases.add(new SpeedCase(layer, batch, FREE, density, mask, scores, kernels));
        }
        for (Subject subject : subjects) {
            String id = subject.pattern().type().id();
            for (double density : subject.densities()) {
                Mask mask = subject.pattern().keep(layer, scores, 1 - density);
                cases.add(new SpeedCase(layer, batch, id, density, mask, scores, kernels));
            }
        }
    }

    private void measure() {
        int counted = 0;
        for (int round = 0; counted == 0 || System.nanoTime() < end; round++) {
            boolean counts = round >= WARM_UP || System.nanoTime() >= end;
            cases.forEach(c -> c.turn(counts));
            counted += counts ? 1 : 0;
        }
    }

    private SpeedMap result() {
        List<Cell> cells = new ArrayList<>();
        for (SpeedCase c : cases) {
            SpeedCase dense = find(c, 1);
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < c.micros().size(); round++) {
                ratios.add(dense.micros().get(round) / c.micros().get(round));
            }
            cells.add(
                    new Cell(
                            c.pattern(),
                            c.layer().rows(),
                            c.layer().columns(),
                            c.batch(),
                            c.density(),
                            Quartiles.of(c.micros()),
                            Quartiles.of(ratios)));
        }
        return new SpeedMap(SpeedMap.thisMachine(), PanelRows.WHOLE, crossover(), cells);
    }

    /// Where the forward product of the large layer takes as long in panels as it does whole, which
    /// takes as long as a full one: the time in panels is taken for a line through two densities.
    private double crossover() {
        SpeedCase full = find(cases.getLast(), 1);
        List<Double> crossovers = new ArrayList<>();
        for (int round = 0; round < full.products().size(); round++) {
            double low = find(full, .4).products().get(round);
            double high = find(full, .6).products().get(round);
            double slope = (high - low) / .2;
            if (slope > 0) {
                crossovers.add(.4 + (full.products().get(round) - low) / slope);
            }
        }
        return crossovers.isEmpty() ? 1 : Quartiles.of(crossovers).median();
    }

    /// The unstructured case of that density, with layer and batch of another.
    private SpeedCase find(SpeedCase like, double density) {
        return cases.stream()
                .filter(c -> c.pattern().equals(FREE))
                .filter(c -> c.layer().equals(like.layer()) && c.batch() == like.batch())
                .filter(c -> c.density() == density)
                .findFirst()
                .orElseThrow();
    }
}
