package filigree.model.report;

import java.util.ArrayList;
import java.util.List;

/// Steps written short: 100, 200, 300, 350 are "every 100 from 100 to 300" and "350".
final class StepRuns {
    private StepRuns() {}

    /// @param every 0 for a single step
    record StepRun(long from, long to, long every) {}

    /// Divides ascending steps into runs of equal distance, at least three each, and single ones.
    static List<StepRun> of(List<Long> steps) {
        List<StepRun> runs = new ArrayList<>();
        int i = 0;
        while (i < steps.size()) {
            int to = i;
            long every = i + 1 < steps.size() ? steps.get(i + 1) - steps.get(i) : 0;
            while (to + 1 < steps.size() && steps.get(to + 1) - steps.get(to) == every) {
                to++;
            }
            if (to - i >= 2) {
                runs.add(new StepRun(steps.get(i), steps.get(to), every));
                i = to + 1;
            } else {
                runs.add(new StepRun(steps.get(i), steps.get(i), 0));
                i++;
            }
        }
        return runs;
    }

    /// The same in words.
    static String text(List<Long> steps, Words w) {
        return String.join(
                w.get("semicolon"),
                of(steps).stream()
                        .map(r ->
                                r.every() == 0
                                        ? w.get("steps.single", w.count(r.from()))
                                        : w.get(
                                                "steps.every",
                                                w.count(r.every()),
                                                w.count(r.from()),
                                                w.count(r.to())))
                        .toList());
    }
}
