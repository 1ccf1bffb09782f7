package filigree.app;

import filigree.model.metric.Costs;
import filigree.model.metric.Format;
import filigree.model.metric.Stored;
import filigree.model.metric.TrainingFlops;
import filigree.model.metric.Zipped;
import filigree.model.report.RunCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What weights cost, in the terminal.
///
/// @param bits of a value
record CostTables(Terminal terminal, int bits) {
    /// @param done whether it is a run, else what a recipe plans
    void print(RunCosts costs, boolean done) {
        Words words = terminal.words();
        if (!costs.layers().isEmpty()) {
            layers(costs).print(terminal.out());
            terminal.out().println();
            formats(costs).print(terminal.out());
            terminal.out().println(words.get("costs.formats", bits));
            terminal.out().println();
            inference(costs.costs(), costs.layers());
        } else {
            terminal.out().println(words.get("costs.unknown"));
        }
        costs.training().ifPresent(t -> training(t, done));
        costs.zipped().ifPresent(this::zipped);
    }

    private TextTable layers(RunCosts costs) {
        Words w = terminal.words();
        var table =
                new TextTable(
                        List.of(
                                w.get("costs.layer"),
                                w.get("costs.weights"),
                                w.get("costs.active"),
                                w.get("costs.sparsity"),
                                w.get("costs.effective"),
                                w.get("costs.flops"),
                                w.get("costs.flops-dense")));
        long effective = 0;
        for (RunCosts.Layer layer : costs.layers()) {
            table.add(
                    row(
                            layer.cost().shape().name(),
                            new Costs(List.of(layer.cost())),
                            layer.effective()));
            effective += layer.effective();
        }
        table.add(row(w.get("costs.total"), costs.costs(), effective));
        return table;
    }

    private List<String> row(String name, Costs costs, long effective) {
        Words w = terminal.words();
        return List.of(
                name,
                w.count(costs.size()),
                w.count(costs.nonZeros()),
                w.percent(1 - (double) costs.nonZeros() / costs.size()),
                w.percent(1 - (double) effective / costs.size()),
                w.count(costs.forwardFlops()),
                w.count(costs.denseForwardFlops()));
    }

    private TextTable formats(RunCosts costs) {
        Words w = terminal.words();
        List<String> header = new ArrayList<>(List.of(w.get("costs.layer")));
        for (Format format : Format.values()) {
            header.add(w.get("format." + format.id()));
        }
        var table = new TextTable(header);
        for (RunCosts.Layer layer : costs.layers()) {
            table.add(formats(layer.cost().shape().name(), layer.stored()));
        }
        table.add(formats(w.get("costs.total"), costs.stored()));
        return table;
    }

    private List<String> formats(String name, List<Stored> stored) {
        Stored smallest = Stored.smallest(stored);
        List<String> cells = new ArrayList<>(List.of(name));
        for (Format format : Format.values()) {
            Optional<Stored> best = Stored.smallest(stored, format);
            cells.add(
                    best.map(s ->
                                    (s.equals(smallest) ? "* " : "")
                                            + terminal.words().count(s.bytes())
                                            + (s.detail().isEmpty() ? "" : " " + s.detail()))
                            .orElse("-"));
        }
        return cells;
    }

    private void inference(Costs costs, List<RunCosts.Layer> layers) {
        Words w = terminal.words();
        long effective = layers.stream().mapToLong(RunCosts.Layer::effective).sum();
        terminal.out()
                .println(
                        w.get(
                                "costs.inference",
                                w.count(costs.forwardFlops()),
                                w.count(costs.denseForwardFlops()),
                                w.percent(1 - (double) costs.nonZeros() / costs.size()),
                                w.percent(1 - (double) effective / costs.size())));
    }

    private void training(TrainingFlops t, boolean done) {
        Words w = terminal.words();
        terminal.out()
                .println(
                        w.get(
                                done ? "costs.training" : "costs.planned",
                                w.number(t.perSample() / Math.max(1, t.steps()), 0),
                                w.number(t.total() / 1e9, 2),
                                w.count(t.steps()),
                                w.count(t.samples()),
                                w.percent(t.perSample() / t.densePerSample())));
    }

    private void zipped(Zipped zipped) {
        Words w = terminal.words();
        terminal.out()
                .println(w.get("costs.zipped", w.count(zipped.dense()), w.count(zipped.packed())));
    }
}
