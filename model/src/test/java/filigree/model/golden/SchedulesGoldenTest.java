package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.schedule.Cosine;
import filigree.model.schedule.CubicRamp;
import filigree.model.schedule.Span;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesGoldenTest {
    static List<Golden.Case> cases() {
        return Golden.lists("schedules", "cubic", "cosine");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValueOfEachStep(Golden.Case c) {
        double value =
                switch (c.list()) {
                    case "cubic" -> cubic(c.with("si", "sf", "t0", "t1", "t", "value"));
                    case "cosine" -> cosine(c.with("alpha", "T", "t", "value"));
                    default -> fail("unknown schedule " + c.list());
                };
        Golden.assertClose(c.toString(), c.number("value"), value);
    }

    private static double cubic(Golden.Case c) {
        var span = new Span(c.whole("t0"), c.whole("t1"));
        return new CubicRamp(c.number("si")).at(c.whole("t"), span, c.number("sf"));
    }

    private static double cosine(Golden.Case c) {
        return new Cosine(c.number("alpha")).at(c.whole("t"), Span.whole(c.whole("T")), 0);
    }
}
