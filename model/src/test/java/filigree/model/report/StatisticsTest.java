package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void tailsOfStudentsTAreThoseOfTheTables() {
        assertEquals(0.05, StudentT.twoSided(12.7062047364, 1), 1e-10);
        assertEquals(0.05, StudentT.twoSided(4.30265272991, 2), 1e-10);
        assertEquals(0.01, StudentT.twoSided(4.60409487135, 4), 1e-10);
        assertEquals(0.05, StudentT.twoSided(2.04227245630, 30), 1e-10);
        assertEquals(1, StudentT.twoSided(0, 3), 0);
        assertEquals(1 - Math.sqrt(7) / 3, StudentT.twoSided(-Math.sqrt(7), 2), 1e-12);
    }

    @Test
    void quantilesTurnTailsRound() {
        assertEquals(3.18244630528, StudentT.quantile(0.05, 3), 1e-8);
        assertEquals(2.5, StudentT.quantile(StudentT.twoSided(2.5, 5.7), 5.7), 1e-9);
    }

    @Test
    void spreadDividesByOneLess() {
        Spread spread = Spread.of(List.of(2.0, 4.0, 9.0));
        assertEquals(5, spread.mean(), 1e-12);
        assertEquals(Math.sqrt(13), spread.deviation(), 1e-12); // (9 + 1 + 16) / 2
        assertTrue(Double.isNaN(Spread.of(List.of(2.0)).deviation()));
    }

    @Test
    void intervalsOfARecallAreWilsons() {
        var some = new Judged.ClassCount(10, 8);
        assertEquals(0.4901625, some.bound(-1), 1e-6);
        assertEquals(0.9433178, some.bound(1), 1e-6);
        assertEquals(1, new Judged.ClassCount(5, 5).bound(1), 1e-12);
    }

    @Test
    void stepsAreWrittenShort() {
        assertEquals(
                List.of(
                        new StepRuns.StepRun(100, 400, 100),
                        new StepRuns.StepRun(450, 450, 0),
                        new StepRuns.StepRun(600, 600, 0)),
                StepRuns.of(List.of(100L, 200L, 300L, 400L, 450L, 600L)));
    }

    @Test
    void ticksAreRoundAndHoldAllValues() {
        Scale scale = Scale.rounded(0.823, 0.889, 0.01, 100, 0);
        assertTrue(scale.low() <= 0.823 && scale.high() >= 0.889);
        assertEquals(List.of("82", "84", "86", "88", "90"), whole(scale));
        assertEquals(100, scale.at(scale.low()), 1e-9);
        assertEquals(0, scale.at(scale.high()), 1e-9);
    }

    private static List<String> whole(Scale scale) {
        return scale.ticks().stream().map(t -> Long.toString(Math.round(100 * t))).toList();
    }

    @Test
    void wordsForAShellAreQuoted() {
        assertEquals("fashion-rigl", CommandSection.quoted("fashion-rigl"));
        assertEquals("'a b'\\''; rm'", CommandSection.quoted("a b'; rm"));
        assertEquals("'-x'", CommandSection.quoted("-x"));
    }
}
