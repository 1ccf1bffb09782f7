package filigree.model.report;

import filigree.model.error.UserFacingException;
import filigree.model.metric.TrainingFlops;
import filigree.model.report.Page.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each layer has and costs at the end of the run.
final class LayerSection {
    private LayerSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("layers.title");
        Optional<TopologyPlayback> playback = run.playback();
        if (playback.isEmpty() || playback.get().shapes().isEmpty()) {
            page.paragraph(w.get("layers.none"));
        } else {
            try {
                TopologyPlayback p = playback.get();
                LayerTable end = LayerTable.of(p, p.masksAt(p.lastStep()));
                table(page, end, p.lastStep());
                FormatTable.write(page, run, p);
                TrainingCost.of(
                                run.steps(),
                                Numbers.whole(run.state(), "stepsPlanned"),
                                Numbers.whole(run.state(), "stepsPerEpoch"),
                                run.updates(),
                                run.recipe())
                        .map(c ->
                                c.flops(
                                        end.total().cost().flops(),
                                        end.total().cost().denseFlops(),
                                        run.columns()))
                        .filter(c -> c.steps() > 0)
                        .ifPresent(c -> training(page, c, run));
            } catch (UserFacingException e) {
                page.paragraph(w.get("masks.damaged", run.explain(e)));
            }
        }
        page.end();
    }

    private static void table(Page page, LayerTable table, long step) {
        Words w = page.words();
        List<Column> columns =
                List.of(
                        Column.text(w.get("layers.layer")),
                        Column.word(w.get("layers.shape")),
                        Column.number(w.get("layers.weights")),
                        Column.number(w.get("layers.active")),
                        Column.number(w.get("layers.density")),
                        Column.number(w.get("layers.effective")),
                        Column.number(w.get("layers.dense")),
                        Column.number(w.get("layers.bitmask")),
                        Column.number(w.get("layers.csr")),
                        Column.number(w.get("layers.flop")));
        List<List<String>> rows = new ArrayList<>();
        table.rows().forEach(r -> rows.add(row(r, r.name(), w)));
        LayerTable.Row total = table.total();
        rows.add(row(total, w.get("layers.total"), w));
        page.table(columns, rows, true);
        page.note(w.get("layers.formulas", w.count(step)));
        page.note(
                w.get(
                        "layers.ratios",
                        w.number(total.denseKib() / total.bitmaskKib(), 2),
                        w.number(total.denseKib() / total.csrKib(), 2),
                        w.number((double) total.cost().denseFlops() / total.cost().flops(), 2)));
    }

    private static void training(Page page, TrainingFlops cost, RunFacts run) {
        Words w = page.words();
        page.note(
                w.get(
                        run.wordsFor("layers.training"),
                        w.number(cost.total() / 1e9, 1),
                        w.count(cost.steps()),
                        w.count(cost.samples()),
                        w.percent(cost.perSample() / cost.densePerSample(), 2)));
    }

    private static List<String> row(LayerTable.Row r, String name, Words w) {
        return List.of(
                name,
                r.shape(),
                w.count(r.weights()),
                w.count(r.active()),
                w.percent(r.density(), 2),
                w.percent(r.effectiveDensity(), 2),
                w.number(r.denseKib(), 1),
                w.number(r.bitmaskKib(), 1),
                w.number(r.csrKib(), 1),
                w.number(r.kiloFlop(), 1));
    }
}
