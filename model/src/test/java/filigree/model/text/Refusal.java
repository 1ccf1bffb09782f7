package filigree.model.text;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import java.util.Locale;

/// What a person reads when something is refused.
public final class Refusal {
    private Refusal() {}

    /// Runs `action`, which must fail with problem `id`, and returns the English text.
    public static String of(String id, Runnable action) {
        var e = assertThrows(UserFacingException.class, action::run);
        String text = Texts.core(Locale.ENGLISH).get(e);
        assertTrue(e.problems().getFirst().id().equals(id), () -> "not " + id + ": " + text);
        assertTrue(!text.contains("{"), text);
        assertTrue(!Texts.core(Locale.SIMPLIFIED_CHINESE).get(e).equals(text), text);
        return text;
    }
}
