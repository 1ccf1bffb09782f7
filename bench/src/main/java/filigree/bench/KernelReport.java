package filigree.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [KernelBench] and tells GFLOP/s (2 x non-zeros x batch / time), and by how much a non-zero
/// costs more at one density than at another.
final class KernelReport {
    private static final int BATCH = 128;
    private static final String[] DENSITIES = {"0.2", "0.1", "0.05", "0.02", "0.01", "0.005"};
    private static final String[] FEW = {"0.2", "0.1", "0.02", "0.005"};

    /// What a non-zero takes for a batch.
    private record Cost(double density, Sample nanos) {}

    private KernelReport() {}

    static void run(boolean quick) throws RunnerException {
        for (int i = 0; i < 10; i++) {
            Machine.peak();
        }
        double peak = Machine.peak();
        List<RunResult> results = new ArrayList<>(measure(quick, "best", quick ? FEW : DENSITIES));
        results.addAll(measure(quick, "scalar", "0.1"));
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (RunResult result : results) {
            double density = Double.parseDouble(result.getParams().getParam("density"));
            String kernel = result.getParams().getBenchmark();
            String name =
                    kernel.substring(kernel.lastIndexOf('.') + 1)
                            + "-"
                            + result.getParams().getParam("kernels");
            double[] micros = times(result);
            Sample speed = new Sample(flops(density, micros));
            Outcome.higher(name, density, 1, speed, "fma-peak", peak, "GFLOP/s").print();
            costs.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new Cost(density, new Sample(perNonZero(density, micros))));
        }
        costs.forEach(KernelReport::printCosts);
    }

    private static Collection<RunResult> measure(boolean quick, String kernels, String... densities)
            throws RunnerException {
        int millis = quick ? 300 : 700;
        var options =
                new OptionsBuilder()
                        .include(KernelBench.class.getName())
                        .param("kernels", kernels)
                        .param("density", densities)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .verbosity(VerboseMode.SILENT)
                        .build();
        return new Runner(options).run();
    }

    /// The dearest non-zero of any density beside the cheapest.
    private static void printCosts(String name, List<Cost> costs) {
        if (costs.size() > 1) {
            Comparator<Cost> order = Comparator.comparingDouble(c -> c.nanos.median());
            Cost dearest = Collections.max(costs, order);
            Outcome.lower(
                            name + "-per-nonzero",
                            dearest.density,
                            1,
                            dearest.nanos,
                            "cheapest-density",
                            Collections.min(costs, order).nanos.median(),
                            "ns")
                    .print();
        }
    }

    /// Microseconds, one an iteration.
    private static double[] times(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(i -> i.getPrimaryResult().getScore())
                .toArray();
    }

    private static double[] flops(double density, double[] micros) {
        double work = 2 * nonZeros(density) * BATCH / 1e3;
        return Arrays.stream(micros).map(m -> work / m).toArray();
    }

    private static double[] perNonZero(double density, double[] micros) {
        return Arrays.stream(micros)
                .map(m -> m * 1e3 / nonZeros(density))
                .toArray();
    }

    private static double nonZeros(double density) {
        return density * KernelBench.SIZE * KernelBench.SIZE;
    }
}
