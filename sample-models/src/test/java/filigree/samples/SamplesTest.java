package filigree.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataSource;
import filigree.model.data.LoadedData;
import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.model.train.Trainer;
import filigree.model.train.TrainingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    private static final Map<String, LoadedData> LOADED = new LinkedHashMap<>(); // reading is slow

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isACompleteRecipeThatSurvivesWritingAndReading(Sample sample) {
        Recipe recipe = sample.recipe();
        assertEquals(sample.id(), recipe.name());
        assertEquals(recipe, Recipe.fromTree(recipe.toTree()));
        String complete = Json.write(recipe.toTree());
        assertEquals(complete, Json.write(Json.parse(sample.id(), sample.text())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void trainsAFewSteps(Sample sample) {
        Recipe recipe = sample.recipe().with("steps", 4);
        if (recipe.data().type().id().equals("mnist")) { // not bundled: pictures of the same size
            recipe = recipe.with("data", "fashion-mnist");
        }
        List<TrainingEvent> events = new ArrayList<>();
        try (var trainer = new Trainer(recipe, data(recipe.data()), 1)) {
            while (trainer.step(events::add)) {
                assertTrue(trainer.step() < 4);
            }
            assertEquals(4, trainer.step());
        }
        assertTrue(events.stream().anyMatch(TrainingEvent.Measured.class::isInstance));
        assertFalse(events.stream().anyMatch(TrainingEvent.Diverged.class::isInstance));
    }

    @Test
    void eachHasASentenceInBothLanguages() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            for (Sample sample : Samples.all()) {
                String text = Samples.texts(locale).get("sample." + sample.id());
                assertTrue(text.endsWith(".") || text.endsWith("。"), text);
            }
        }
    }

    @Test
    void aSlipOfTheFingerIsUnderstood() {
        assertEquals(Optional.empty(), Samples.find("fashion-rigl"));
        assertEquals(
                "fashion-rigl-90", Samples.nearest("fashion-rilg-90").map(Sample::id).orElse(""));
        assertEquals(Optional.empty(), Samples.nearest("something-else-entirely"));
    }

    private static LoadedData data(DataSource source) {
        return LOADED.computeIfAbsent(source.type().id(), _ -> source.load(new BundledData()));
    }
}
