package filigree.model.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.recipe.MethodCodec;
import filigree.model.sparsity.LayerShape;
import filigree.model.text.Refusal;
import filigree.model.topology.MaskUpdater;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepListTest {
    @Test
    void eachValueHoldsFromItsFractionOn() {
        Schedule list = StepList.parse("0=0.3, 0.5=0.1, 0.75=0.02");
        var span = new Span(100, 300);
        assertEquals(0.3, list.at(0, span, 0));
        assertEquals(0.3, list.at(199, span, 0));
        assertEquals(0.1, list.at(200, span, 0));
        assertEquals(0.1, list.at(249, span, 0));
        assertEquals(0.02, list.at(250, span, 0));
        assertEquals(0.02, list.at(299, span, 0));
        assertEquals(0, list.at(300, span, 0), "the target at the end");
    }

    /// 1/49 x 49 is less than 1 in floating point.
    @Test
    void aJumpComesAtItsStep() {
        Schedule list = StepList.parse("0=1, " + 1 / 49.0 + "=0.5");
        assertEquals(1, list.at(0, Span.whole(49), 0));
        assertEquals(0.5, list.at(1, Span.whole(49), 0));
    }

    @Test
    void theFirstValueHoldsFromTheBeginning() {
        assertEquals(0.4, StepList.parse("0.2=0.4").at(0, 0.9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.5=1, 0.5=0.9", "0.5=1, 0.2=1", "1.5=1", "x=1", "-1=0"})
    void refusesFractionsThatDoNotAscend(String text) {
        Refusal.of("step-list-order", () -> StepList.parse(text));
    }

    @Test
    void refusesWhatIsNoNumber() {
        Refusal.of("named-number", () -> StepList.parse("0=much"));
    }

    @Test
    void asASparsityRampItMayOnlyRise() {
        var shapes = List.of(LayerShape.linear("a", 40, 30));
        pruner("0=0, 0.5=0.6").check(shapes);
        Refusal.of("ramp-falls", () -> pruner("0=0.5, 0.5=0.2").check(shapes));
        Refusal.of("ramp-falls", () -> pruner("0=0.5, 0.5=0.95").check(shapes));
    }

    private static MaskUpdater pruner(String list) {
        return MethodCodec.decode(
                MaskUpdater.class,
                Map.of(
                        "method",
                        "magnitude",
                        "sparsity",
                        0.9,
                        "ramp",
                        Map.of("method", "step-list", "list", list)),
                "");
    }
}
