package filigree.bench;

import java.util.List;

/// Where benchmarks start: `step`, `conv`, `inference`, `kernels`, `training` or
/// `window`, and `--quick`.
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        boolean quick = words.contains("--quick");
        Machine.describe();
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "step" -> StepBench.run(quick);
            case "conv" -> ConvBench.run(quick);
            case "inference" -> InferenceBench.run(quick);
            case "kernels" -> KernelReport.run(quick);
            case "training" -> TrainingBench.run(quick);
            case "window" -> WindowBench.run(quick);
            default -> {
                System.err.println("Usage: bench/run step|conv|inference|kernels|training|window [--quick]");
                System.exit(2);
            }
        }
        Machine.describe();
        System.exit(0);
    }
}
