package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.train.Run;
import filigree.model.train.Snapshot;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Words words = new Words(Locale.ENGLISH);

    @Test
    void tellsWhereARunIs() throws InterruptedException {
        String text = Progress.text(afterTenSteps(), words);
        assertTrue(text.startsWith("step 10/10, epoch 0.4, validation "), text);
        assertTrue(text.contains("80.0 % sparse"), text);
        assertTrue(text.endsWith("0:00 left"), text);
    }

    @Test
    void fitsTheTerminal() throws InterruptedException {
        Snapshot snapshot = afterTenSteps();
        assertTrue(Progress.line(snapshot, 200, words).startsWith("[####################] step"));
        String usual = Progress.line(snapshot, 80, words);
        assertTrue(usual.startsWith("[####################] 10/10 steps"), usual);
        assertTrue(usual.endsWith("0:00 left"), usual);
        assertTrue(Progress.line(snapshot, 50, words).startsWith("10/10 steps"));
        assertEquals(30, Progress.line(snapshot, 30, words).length());
        String chinese = Progress.line(snapshot, 30, new Words(Locale.SIMPLIFIED_CHINESE));
        assertTrue(chinese.length() < 30, chinese);
    }

    @Test
    void longTimesHaveHours() {
        assertEquals("0:05", Words.duration(5));
        assertEquals("59:59", Words.duration(3_599));
        assertEquals("1:00:00", Words.duration(3_600));
    }

    private static Snapshot afterTenSteps() throws InterruptedException {
        var recipe = Samples.find("digits-rigl-80").orElseThrow().recipe().with("steps", 10);
        var run =
                new Run(
                        new Trainer(recipe, new BundledData(), 1),
                        Optional.empty(),
                        Run.Options.whole());
        run.start();
        run.join();
        return run.latest();
    }
}
