package filigree.app;

import filigree.model.file.Json;
import filigree.model.sparsity.LayerShape;
import filigree.model.train.RunReader;
import filigree.model.train.Shrinking;
import filigree.model.train.Shrinking.Comparison;
import filigree.model.train.Shrinking.Side;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `filigree shrink RUN`: makes a smaller dense network that does the same as a pruned one.
@Command(name = "shrink", sortOptions = false)
final class ShrinkCommand implements Callable<Integer> {
    private static final String FOLDER = "shrunk"; // in the run, where none was given

    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "RUN", descriptionKey = "argument.pruned")
    private Path run = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "option.shrunk-out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    ShrinkCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        var shrinking = Shrinking.of(new RunReader(run), places.dataFiles(), 1);
        Path folder = out.orElse(run.resolve(FOLDER)).toAbsolutePath().normalize();
        List<Path> files = shrinking.write(folder);
        if (json) {
            terminal.out().println(Json.writeLine(tree(shrinking, folder)));
        } else {
            print(shrinking, folder, files);
        }
        terminal.flush();
        return ExitCode.DONE;
    }

    private void print(Shrinking shrinking, Path folder, List<Path> files) {
        PrintWriter to = terminal.out();
        Words words = terminal.words();
        for (Shrinking.Sizes layer : shrinking.layers()) {
            to.println(
                    words.get(
                            "shrink.layer",
                            layer.before().name(),
                            size(layer.before()),
                            size(layer.after())));
        }
        Comparison c = shrinking.comparison();
        to.println(
                words.get(
                        "shrink.weights",
                        words.count(c.before().costs().size()),
                        words.count(c.before().costs().nonZeros()),
                        words.count(c.after().costs().size())));
        to.println(
                words.get(
                        "shrink.flops",
                        words.count(c.before().costs().denseForwardFlops()),
                        words.count(c.before().costs().forwardFlops()),
                        words.count(c.after().costs().forwardFlops())));
        Shrinking.Latency latency = shrinking.latency();
        to.println(
                words.get(
                        "shrink.latency",
                        words.number(latency.before(), 1),
                        words.number(latency.after(), 1),
                        words.number(latency.ratio(), 2)));
        to.println(
                words.get(
                        "shrink.difference",
                        number(c.largestDifference()),
                        number(c.largestOutput()),
                        words.count(c.before().evaluation().examples())));
        to.println(
                words.get(
                        "shrink.accuracy",
                        words.percent(accuracy(c.before())),
                        words.percent(accuracy(c.after()))));
        to.println(
                words.get(
                        "shrink.kept",
                        folder,
                        String.join(", ", files.stream().map(f -> name(f)).toList())));
        if (shrinking.narrowRecipe().isPresent()) {
            to.println(words.get("shrink.recipe", folder.resolve("recipe.json")));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// `300 × 784`, with the kernel of a convolution.
    private static String size(LayerShape shape) {
        String kernel =
                shape.kernelHeight() * shape.kernelWidth() == 1
                        ? ""
                        : " × " + shape.kernelHeight() + " × " + shape.kernelWidth();
        return shape.out() + " × " + shape.in() + kernel;
    }

    /// Two digits, however small.
    private static String number(double value) {
        return "%.1e".formatted(value);
    }

    private static double accuracy(Side side) {
        return side.evaluation().accuracy();
    }

    private static Map<String, @Nullable Object> tree(Shrinking shrinking, Path folder) {
        Comparison c = shrinking.comparison();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("folder", folder.toString());
        tree.put("before", tree(c.before()));
        tree.put("after", tree(c.after()));
        tree.put("largestDifference", c.largestDifference());
        tree.put("largestOutput", c.largestOutput());
        Shrinking.Latency latency = shrinking.latency();
        tree.put("microsecondsBefore", latency.before());
        tree.put("microsecondsAfter", latency.after());
        tree.put("latencyRatio", latency.ratio());
        return tree;
    }

    private static Map<String, Object> tree(Side side) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("weights", side.costs().size());
        tree.put("activeWeights", side.costs().nonZeros());
        tree.put("otherParameters", side.biases());
        tree.put("forwardFlops", side.costs().forwardFlops());
        tree.put("validationAccuracy", accuracy(side));
        tree.put("validationLoss", side.evaluation().loss());
        return tree;
    }
}
