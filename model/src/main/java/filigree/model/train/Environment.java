package filigree.model.train;

import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What a run's numbers were made with. Bits are the same for equal kernels only, so this belongs
/// to every result.
final class Environment {
    private Environment() {}

    static Map<String, Object> describe(Kernels kernels, int threads) {
        Map<String, Object> e = new LinkedHashMap<>();
        e.put("filigree", version());
        e.put("kernels", kernels.name());
        e.put("threads", threads);
        e.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        e.put(
                "os",
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        e.put("cpu", cpu());
        e.put("cores", Runtime.getRuntime().availableProcessors());
        return e;
    }

    /// What speed depends on; the same on the same machine from one start to the next.
    static Map<String, Object> machine() {
        return Map.of(
                "cpu",
                cpu(),
                "cores",
                Runtime.getRuntime().availableProcessors(),
                "kernels",
                KernelProvider.best().name(),
                "java",
                Runtime.version().toString());
    }

    private static String version() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// The processor's name where the system tells it (Linux), else its architecture.
    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }
}
