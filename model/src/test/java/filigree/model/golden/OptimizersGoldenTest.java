package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.matrix.CsrMatrix;
import filigree.model.optim.Adam;
import filigree.model.optim.AdamW;
import filigree.model.optim.Optimizer;
import filigree.model.optim.Sgd;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OptimizersGoldenTest {
    private static final Set<String> SGD_KEYS =
            Set.of("lr", "momentum", "nesterov", "weight_decay", "dampening");
    private static final Set<String> ADAM_KEYS =
            Set.of("lr", "betas", "beta1", "beta2", "eps", "weight_decay");

    static Stream<Golden.Case> cases() {
        return Golden.cases("optimizers");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void movesActiveWeightsAsTheReferenceDoes(Golden.Case c) {
        c.with("optimizer", "hyper", "mask", "w0", "gradients", "weights");
        Optimizer optimizer = optimizer(c);
        Mask mask = Golden.mask(c.get("mask"));
        var matrix = new CsrMatrix(mask);
        matrix.load(Golden.floats(c.get("w0")));
        List<JsonNode> gradients = c.list("gradients");
        List<JsonNode> expected = c.list("weights");
        if (gradients.size() != expected.size() || expected.isEmpty()) {
            fail(c + ": " + gradients.size() + " gradients, " + expected.size() + " results");
        }
        for (int t = 0; t < expected.size(); t++) {
            var dense = new CsrMatrix(mask);
            dense.load(Golden.floats(gradients.get(t)));
            int n = mask.activeCount();
            System.arraycopy(dense.values(), 0, matrix.gradients(), 0, n);
            optimizer.update(
                    new Optimizer.Moment(optimizer.peak(), t + 1),
                    matrix.values(),
                    matrix.gradients(),
                    matrix.slots(),
                    true,
                    0,
                    n);
            Golden.assertClose(
                    c + ", weights after step " + t,
                    Golden.floats(expected.get(t)),
                    matrix.toDense(matrix.values()));
        }
    }

    private static Optimizer optimizer(Golden.Case c) {
        JsonNode hyper = c.get("hyper");
        double lr = hyper.path("lr").doubleValue(0);
        double decay = hyper.path("weight_decay").doubleValue(0);
        Schedule whole = new Constant(1);
        String name = c.text("optimizer");
        return switch (name) {
            case "sgd", "momentum", "nesterov" -> {
                Golden.checkKeys(name, hyper, Set.of("lr"), SGD_KEYS);
                if (hyper.path("dampening").doubleValue(0) != 0) {
                    fail("dampening is always 0 here");
                }
                boolean nesterov = isSet(hyper.path("nesterov"));
                double momentum = hyper.path("momentum").doubleValue(0);
                yield new Sgd(lr, whole, 0, momentum, nesterov, decay);
            }
            case "adam" -> {
                Golden.checkKeys(name, hyper, Set.of("lr"), ADAM_KEYS);
                yield new Adam(
                        lr,
                        whole,
                        0,
                        beta(hyper, 1, 0.9),
                        beta(hyper, 2, 0.999),
                        hyper.path("eps").doubleValue(1e-8),
                        decay);
            }
            case "adamw" -> {
                Golden.checkKeys(name, hyper, Set.of("lr", "weight_decay"), ADAM_KEYS);
                yield new AdamW(
                        lr,
                        whole,
                        0,
                        beta(hyper, 1, 0.9),
                        beta(hyper, 2, 0.999),
                        hyper.path("eps").doubleValue(1e-8),
                        decay);
            }
            default -> fail("unknown optimizer " + name);
        };
    }

    private static boolean isSet(JsonNode flag) {
        return flag.isBoolean() ? flag.booleanValue() : flag.intValue(0) != 0;
    }

    private static double beta(JsonNode hyper, int number, double byDefault) {
        JsonNode own = hyper.path("beta" + number);
        JsonNode shared = hyper.path("betas").path(number - 1);
        return own.doubleValue(shared.doubleValue(byDefault));
    }
}
