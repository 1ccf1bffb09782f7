package filigree.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [KernelBench] and tells GFLOP/s: 2 x non-zeros x batch / time.
final class KernelReport {
    private static final int BATCH = 128;

    private KernelReport() {}

    static void run(boolean quick) throws RunnerException {
        for (int i = 0; i < 10; i++) {
            Machine.peak();
        }
        double peak = Machine.peak();
        var options =
                new OptionsBuilder()
                        .include(KernelBench.class.getName())
                        .forks(quick ? 1 : 3)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(quick ? 300 : 700))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.milliseconds(quick ? 300 : 700))
                        .verbosity(VerboseMode.SILENT)
                        .build();
        Collection<RunResult> results = new Runner(options).run();
        for (RunResult result : results) {
            double density = Double.parseDouble(result.getParams().getParam("density"));
            String name = result.getParams().getBenchmark();
            List<Double> all = new ArrayList<>();
            result.getBenchmarkResults()
                    .forEach(fork ->
                            fork.getIterationResults()
                                    .forEach(i ->
                                            all.add(
                                                    gflops(
                                                            density,
                                                            i.getPrimaryResult().getScore()))));
            Outcome.higher(
                            name.substring(name.lastIndexOf('.') + 1)
                                    + "-"
                                    + result.getParams().getParam("kernels"),
                            density,
                            1,
                            new Sample(all.stream().mapToDouble(Double::doubleValue).toArray()),
                            "fma-peak",
                            peak,
                            "GFLOP/s")
                    .print();
        }
    }

    private static double gflops(double density, double micros) {
        return 2 * density * KernelBench.SIZE * KernelBench.SIZE * BATCH / (micros * 1e3);
    }
}
