package filigree.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Seconds from the start of Java to the final test accuracy: ten epochs of RigL at 90 % sparsity
/// on Fashion-MNIST, 784-300-100-10, by the program as it is called in a terminal; beside it the
/// same work in libtorch ([TorchTraining]). Each in a Java of its own, in turns.
final class TrainingBench {
    private static final String SAMPLE = "fashion-rigl-90";
    private static final String CASE = "train-" + SAMPLE;

    private TrainingBench() {}

    static void run(boolean quick) throws IOException, InterruptedException {
        boolean torch = TorchStep.isPresent();
        Path folder = Files.createTempDirectory("filigree-bench");
        for (int threads = 1; threads <= 2; threads++) {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round < (quick ? 1 : 5); round++) {
                String t = Integer.toString(threads);
                Path out = folder.resolve(threads + "-" + round);
                ours.add(
                        seconds("filigree.app.Main", "train", SAMPLE, "--threads", t, "--out", out));
                theirs.add(
                        torch ? seconds("filigree.bench.TorchTraining", SAMPLE, t) : Double.NaN);
            }
            Outcome.paired(CASE, .1, threads, ours, TorchStep.NAME, theirs, "s").print();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Runs a program under the same Java, with the same options. What it says goes to the error
    /// stream.
    private static double seconds(String main, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        ProcessHandle.current().info().command().ifPresent(command::add);
        command.addAll(
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:MaxRAMPercentage=50",
                        "-DOPT_OUT_TRACKING=true",
                        "-Dai.djl.offline=true",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-DDJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR", ""),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        main));
        Stream.of(args).map(Object::toString).forEach(command::add);
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.PIPE)
                        .start();
        List<String> said = process.inputReader().lines().toList();
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            throw new IOException(main + " ended with " + code + ": " + said);
        }
        said.stream()
                .filter(line -> line.toLowerCase().contains("test"))
                .forEach(line -> System.err.println("# " + line.strip()));
        return seconds;
    }
}
