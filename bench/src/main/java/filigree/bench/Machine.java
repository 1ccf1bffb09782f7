package filigree.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What the numbers were measured on, and its peak.
final class Machine {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int TURNS = 2_000_000;

    private Machine() {}

    static void describe() {
        System.err.printf(
                "# %s, %d processors, Java %s, load %s%n",
                first(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                first(Path.of("/proc/loadavg"), ""));
    }

    private static String first(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(key))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).trim())
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }

    /// Measures the fused multiply-adds of one thread on registers alone, in GFLOP/s.
    static double peak() {
        long start = System.nanoTime();
        float kept = chains(1.0000001f, TURNS);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (kept == 42) {
            System.err.println(kept);
        }
        return 2.0 * 12 * F.length() * TURNS / seconds / 1e9;
    }

    private static float chains(float factor, int turns) {
        FloatVector w = FloatVector.broadcast(F, factor);
        FloatVector b = FloatVector.broadcast(F, 1e-7f);
        FloatVector a0 = b.add(0);
        FloatVector a1 = b.add(1);
        FloatVector a2 = b.add(2);
        FloatVector a3 = b.add(3);
        FloatVector a4 = b.add(4);
        FloatVector a5 = b.add(5);
        FloatVector a6 = b.add(6);
        FloatVector a7 = b.add(7);
        FloatVector a8 = b.add(8);
        FloatVector a9 = b.add(9);
        FloatVector a10 = b.add(10);
        FloatVector a11 = b.add(11);
        for (int i = 0; i < turns; i++) {
            a0 = a0.fma(w, b);
            a1 = a1.fma(w, b);
            a2 = a2.fma(w, b);
            a3 = a3.fma(w, b);
            a4 = a4.fma(w, b);
            a5 = a5.fma(w, b);
            a6 = a6.fma(w, b);
            a7 = a7.fma(w, b);
            a8 = a8.fma(w, b);
            a9 = a9.fma(w, b);
            a10 = a10.fma(w, b);
            a11 = a11.fma(w, b);
        }
        FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        return sum.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
    }
}
