package filigree.model.report;

import filigree.model.file.TensorFile;
import filigree.model.metric.Format;
import filigree.model.metric.Stored;
import filigree.model.metric.Zipped;
import filigree.model.report.Page.Column;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bytes of each layer in every format, the smallest marked, and what zipping leaves.
final class FormatTable {
    private static final double KIB = 1024;

    private FormatTable() {}

    static void write(Page page, RunFacts run, TopologyPlayback playback) {
        Words w = page.words();
        Optional<Path> newest =
                run.tolerant(
                        () -> new filigree.model.train.RunReader(run.folder()).newestCheckpoint(),
                        Optional.empty());
        if (newest.isEmpty()) {
            return;
        }
        TensorFile file = TensorFile.read(newest.get());
        List<Mask> masks = playback.masksAt(UpdateCounts.stepOf(newest.get()));
        List<Column> columns = new ArrayList<>(List.of(Column.text(w.get("layers.layer"))));
        for (Format format : Format.values()) {
            columns.add(Column.number(w.get("formats." + format.id())));
        }
        columns.add(Column.number(w.get("formats.zipped")));
        List<List<String>> rows = new ArrayList<>();
        Map<Format, Long> sums = new LinkedHashMap<>();
        Zipped all = new Zipped(0, 0);
        for (int l = 0; l < masks.size(); l++) {
            String name = playback.shapes().get(l).name();
            List<Stored> stored = Stored.all(masks.get(l), Float.SIZE);
            Zipped zipped =
                    Zipped.of(masks.get(l), CheckpointWeights.active(file, name, masks.get(l)));
            rows.add(row(name, stored, zipped, w));
            all = all.plus(zipped);
            for (Format format : Format.values()) {
                Optional<Stored> best = Stored.smallest(stored, format);
                long before = sums.getOrDefault(format, 0L);
                sums.put(format, best.isEmpty() || before < 0 ? -1 : before + best.get().bytes());
            }
        }
        List<Stored> total =
                sums.entrySet().stream()
                        .filter(e -> e.getValue() >= 0)
                        .map(e -> new Stored(e.getKey(), "", e.getValue()))
                        .toList();
        rows.add(row(w.get("layers.total"), total, all, w));
        page.heading(w.get("formats.title"));
        page.table(columns, rows, true);
        page.note(w.get("formats.note", w.number(all.packed() / KIB, 1)));
    }

    private static List<String> row(String name, List<Stored> stored, Zipped zipped, Words w) {
        Stored smallest = Stored.smallest(stored);
        List<String> cells = new ArrayList<>(List.of(name));
        for (Format format : Format.values()) {
            Optional<Stored> best = Stored.smallest(stored, format);
            cells.add(
                    best.isEmpty()
                            ? w.get("formats.unfit")
                            : cell(best.get(), best.get().equals(smallest), w));
        }
        cells.add(w.number(zipped.dense() / KIB, 1));
        return cells;
    }

    private static String cell(Stored stored, boolean smallest, Words w) {
        String size = w.number(stored.bytes() / KIB, 1);
        String detailed =
                stored.detail().isEmpty()
                        ? size
                        : w.get("formats.detailed", size, stored.detail().replace('x', '×'));
        return smallest ? w.get("formats.smallest", detailed) : detailed;
    }
}
