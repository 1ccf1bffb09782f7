package filigree.model.data;

import filigree.model.error.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks over a data set for what makes its accuracy say less than it seems to: classes that are
/// missing or rare, test images that training has seen. None of it forbids a run.
final class DataCheck {
    private static final int RARE = 10; // times fewer than the largest class
    private static final double FEW = 0.01; // of the test images; well-kept sets have some doubles

    private final Split split;
    private final List<Problem> cautions = new ArrayList<>();

    private DataCheck(Split split) {
        this.split = split;
    }

    /// Returns what to be careful about, in words of the core's bundle; often nothing.
    static List<Problem> of(Split split) {
        var check = new DataCheck(split);
        if (split.training().dataset().columns() == 1) { // texts repeat themselves
            check.countClasses();
            check.findSeenImages();
        }
        return List.copyOf(check.cautions);
    }

    private void countClasses() {
        DatasetPart training = split.training();
        long[] counts = new long[training.dataset().classes()];
        for (int i = 0; i < training.examples(); i++) {
            counts[training.label(i)]++;
        }
        List<String> missing = new ArrayList<>();
        int largest = 0;
        int smallest = -1;
        for (int k = 0; k < counts.length; k++) {
            largest = counts[k] > counts[largest] ? k : largest;
            if (counts[k] == 0) {
                missing.add(name(k));
            } else {
                smallest = smallest < 0 || counts[k] < counts[smallest] ? k : smallest;
            }
        }
        if (!missing.isEmpty()) {
            cautions.add(
                    Problem.of(
                            "caution-missing-class", missing.size(), String.join(", ", missing)));
        }
        if (smallest >= 0 && counts[smallest] * RARE <= counts[largest]) {
            cautions.add(
                    Problem.of(
                            "caution-rare-class",
                            name(smallest),
                            counts[smallest],
                            name(largest),
                            counts[largest]));
        }
    }

    /// The class as the data names it, else its number.
    private String name(int k) {
        return split.training().dataset().className(k).orElse(Integer.toString(k));
    }

    private void findSeenImages() {
        DatasetPart training = split.training();
        DatasetPart test = split.test();
        Map<Integer, Integer> known = new HashMap<>(); // digest → one more than the last image
        int[] before = new int[training.examples()]; // the one before with that digest
        for (int i = 0; i < before.length; i++) {
            Integer last = known.put(digest(training, i), i + 1);
            before[i] = last == null ? 0 : last;
        }
        int seen = 0;
        for (int i = 0; i < test.examples(); i++) {
            int at = known.getOrDefault(digest(test, i), 0);
            while (at > 0 && !equal(training, at - 1, test, i)) {
                at = before[at - 1];
            }
            seen += at > 0 ? 1 : 0;
        }
        if (seen > FEW * test.examples()) {
            cautions.add(Problem.of("caution-test-seen", seen, test.examples()));
        }
    }

    private static int digest(DatasetPart part, int i) {
        Dataset data = part.dataset();
        int from = part.index(i) * data.features();
        int digest = 1;
        if (data.numbers().length > 0) {
            for (int f = from; f < from + data.features(); f++) {
                digest = 31 * digest + Float.floatToIntBits(data.numbers()[f]);
            }
        } else {
            for (int f = from; f < from + data.features(); f++) {
                digest = 31 * digest + data.pixels()[f];
            }
        }
        return digest;
    }

    private static boolean equal(DatasetPart a, int i, DatasetPart b, int j) {
        int features = a.dataset().features();
        int at = a.index(i) * features;
        int bt = b.index(j) * features;
        float[] numbers = a.dataset().numbers();
        return numbers.length > 0
                ? Arrays.equals(
                        numbers, at, at + features, b.dataset().numbers(), bt, bt + features)
                : Arrays.equals(
                        a.dataset().pixels(),
                        at,
                        at + features,
                        b.dataset().pixels(),
                        bt,
                        bt + features);
    }
}
