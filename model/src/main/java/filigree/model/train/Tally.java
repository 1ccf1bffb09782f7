package filigree.model.train;

import filigree.model.error.UserFacingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What training counts beside the weights. A checkpoint keeps it in its metadata, since resuming
/// in the middle between two measurements must give the same next one.
///
/// @param step steps done
/// @param applied steps of the optimizer
/// @param updates of the masks
/// @param lossSum of the examples since the last measurement, in nats
/// @param correctSum right answers among them
/// @param seen how many they are
/// @param sent what workers have sent to one another
record Tally(
        long step,
        long applied,
        int updates,
        double lossSum,
        long correctSum,
        long seen,
        Sent sent) {
    /// @param exchanges steps in which they did
    /// @param bytes of all workers
    /// @param denseBytes of each, had it sent all plainly
    record Sent(long exchanges, long bytes, long denseBytes) {
        static final Sent NOTHING = new Sent(0, 0, 0);
    }

    /// The numbers as metadata, in the order of the file.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("step", Long.toString(step));
        texts.put("applied", Long.toString(applied));
        texts.put("updates", Integer.toString(updates));
        texts.put(
                "lossSum", Double.toString(lossSum)); // the shortest text that reads back the same
        texts.put("correctSum", Long.toString(correctSum));
        texts.put("seen", Long.toString(seen));
        if (!sent.equals(Sent.NOTHING)) {
            texts.put("exchanges", Long.toString(sent.exchanges()));
            texts.put("sentBytes", Long.toString(sent.bytes()));
            texts.put("denseBytes", Long.toString(sent.denseBytes()));
        }
        return texts;
    }

    /// @param file for errors
    /// @throws UserFacingException if a number is missing or none
    static Tally of(String file, Map<String, String> texts) {
        return new Tally(
                number(file, texts, "step", Long::valueOf),
                number(file, texts, "applied", Long::valueOf),
                number(file, texts, "updates", Integer::valueOf),
                number(file, texts, "lossSum", Double::valueOf),
                number(file, texts, "correctSum", Long::valueOf),
                number(file, texts, "seen", Long::valueOf),
                texts.containsKey("exchanges") ? sent(file, texts) : Sent.NOTHING);
    }

    private static Sent sent(String file, Map<String, String> texts) {
        return new Sent(
                number(file, texts, "exchanges", Long::valueOf),
                number(file, texts, "sentBytes", Long::valueOf),
                number(file, texts, "denseBytes", Long::valueOf));
    }

    private static <N> N number(
            String file, Map<String, String> texts, String key, Function<String, N> parse) {
        @Nullable String text = texts.get(key);
        if (text != null) {
            try {
                return parse.apply(text);
            } catch (NumberFormatException _) {
                // reported below, as a missing one
            }
        }
        throw new UserFacingException("checkpoint-incomplete", file, key);
    }
}
