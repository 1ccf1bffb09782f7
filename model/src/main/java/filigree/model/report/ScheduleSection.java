package filigree.model.report;

import filigree.model.report.Page.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The updates of the masks as they were executed, not as they were planned.
final class ScheduleSection {
    private static final int MOST_ROWS = 12;

    private ScheduleSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("schedule.title");
        List<UpdateCounts> updates = run.updates();
        if (updates.isEmpty()) {
            page.paragraph(w.get("schedule.none"));
            page.end();
            return;
        }
        page.paragraph(sentence(run, w));
        table(page, updates, Numbers.whole(run.state(), "active"), shown(updates.size()));
        page.note(
                updates.size() <= MOST_ROWS
                        ? w.get("schedule.note")
                        : w.get(
                                "schedule.some",
                                w.count(shown(updates.size()).size()),
                                w.count(updates.size())));
        page.end();
    }

    /// Number, steps, first and last update, and what they changed in total.
    static String sentence(RunFacts run, Words w) {
        List<UpdateCounts> u = run.updates();
        return w.get(
                "schedule.sentence",
                w.count(u.size()),
                StepRuns.text(u.stream().map(UpdateCounts::step).toList(), w),
                w.count(u.getFirst().step()),
                w.count(u.getLast().step()),
                w.count(u.stream().mapToLong(UpdateCounts::droppedByRule).sum()),
                w.count(u.stream().mapToLong(UpdateCounts::returned).sum()),
                w.count(u.stream().mapToLong(UpdateCounts::grown).sum()),
                w.count(u.stream().mapToLong(UpdateCounts::regrown).sum()));
    }

    /// Indices of the updates in the table: all, or some spread evenly with first and last.
    private static List<Integer> shown(int count) {
        List<Integer> shown = new ArrayList<>();
        int rows = Math.min(count, MOST_ROWS);
        for (int r = 0; r < rows; r++) {
            shown.add(rows == 1 ? 0 : (int) Math.round((count - 1.0) * r / (rows - 1)));
        }
        return shown;
    }

    private static void table(
            Page page, List<UpdateCounts> updates, OptionalLong activeAtEnd, List<Integer> shown) {
        Words w = page.words();
        List<Column> columns =
                List.of(
                        Column.number(w.get("schedule.step")),
                        Column.number(w.get("schedule.before")),
                        Column.number(w.get("schedule.dropped")),
                        Column.number(w.get("schedule.share")),
                        Column.number(w.get("schedule.returned")),
                        Column.number(w.get("schedule.grown")),
                        Column.number(w.get("schedule.regrown")),
                        Column.number(w.get("schedule.after")));
        List<List<String>> rows = new ArrayList<>();
        for (int i : shown) {
            UpdateCounts u = updates.get(i);
            long later =
                    updates.subList(i + 1, updates.size()).stream()
                            .mapToLong(x -> x.grown() - x.dropped())
                            .sum();
            boolean known = activeAtEnd.isPresent();
            long after = activeAtEnd.orElse(0) - later;
            long before = after - u.grown() + u.dropped();
            String missing = w.get("missing");
            rows.add(
                    List.of(
                            w.count(u.step()),
                            known ? w.count(before) : missing,
                            w.count(u.droppedByRule()),
                            known ? w.percent((double) u.droppedByRule() / before, 1) : missing,
                            w.count(u.returned()),
                            w.count(u.grown()),
                            w.count(u.regrown()),
                            known ? w.count(after) : missing));
        }
        page.table(columns, rows, false);
    }
}
