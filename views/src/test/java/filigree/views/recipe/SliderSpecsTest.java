package filigree.views.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.model.text.Texts;
import filigree.views.control.SliderSpec;
import filigree.views.run.RunWords;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SliderSpecsTest {
    private static final SliderSpecs SPECS =
            new SliderSpecs(
                    new RunWords(
                            Texts.core(Locale.ENGLISH),
                            Texts.of(
                                    "filigree.views.messages",
                                    Locale.ENGLISH,
                                    SliderSpecsTest.class.getClassLoader())));

    @Test
    void theTrackReachesTheValueThatTheRecipeHas() {
        assertEquals(10_000, steps(500).max());
        assertEquals(250_000, steps(250_000).max());
    }

    @Test
    void moreThanTheTrackHoldsMayBeTyped() {
        assertTrue(steps(500).reach() > 1_000_000, "as a recipe allows");
    }

    private static SliderSpec steps(long now) {
        var type = (MethodType<?>) Recipe.TYPE;
        var param =
                (Param.OfLong)
                        type.params().stream()
                                .filter(p -> p.key().equals("steps"))
                                .findFirst()
                                .orElseThrow();
        return SPECS.of(type, param, "steps", "Steps", now);
    }

    @Test
    void theLeftEndOfARateIsZero() {
        var rate = Param.magnitude("weightDecay", 5e-4, 0, 1);
        double end = SliderSpecs.shown(rate, 0);
        assertTrue(end > 0, "a logarithm needs more than 0");
        assertEquals(0, SliderSpecs.value(rate, end));
        assertEquals(2e-4, SliderSpecs.value(rate, 2e-4));
        assertEquals(2e-4, SliderSpecs.shown(rate, 2e-4));
    }

    @Test
    void onlyLiveNumbersSayThatTheyActNow() {
        var number = Param.fraction("begin", 0);
        MethodType<?> type = Catalog.find("rigl").orElseThrow();
        assertFalse(SPECS.of(type, number, "maskUpdater.begin", "Begin").live());
        assertTrue(SPECS.of(type, number.live(), "maskUpdater.begin", "Begin").live());
    }
}
