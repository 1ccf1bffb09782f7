package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.recipe.Recipe;
import filigree.samples.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingTest {
    private final Recipe recipe = Samples.find("fashion-rigl-90").orElseThrow().recipe();

    @Test
    void jsonIsReadAsJson() {
        assertEquals(300L, set("steps=300").steps());
        assertEquals(0L, set("steps=300").epochs());
        assertEquals(0.95, set("maskUpdater.sparsity=0.95").get("maskUpdater.sparsity"));
        assertEquals(List.of(50, 20), set("network.hidden=[50, 20]").get("network.hidden"));
        assertEquals(false, set("optimizer.nesterov=false").get("optimizer.nesterov"));
    }

    @Test
    void anythingElseIsText() {
        assertEquals(
                Map.of("method", "constant", "value", 1.0),
                set("optimizer.rate=constant").get("optimizer.rate"));
        assertEquals("/x", set("data.folder=/x").get("data.folder"));
        assertEquals("a=b", set("name=a=b").name());
    }

    @Test
    void whatTakesTextTakesNumbersToo() {
        assertEquals("42", set("name=42").name());
        assertEquals("1, \"seed\": 2", set("name=1, \"seed\": 2").name());
    }

    private Recipe set(String argument) {
        return Setting.of(argument).applyTo(recipe);
    }
}
