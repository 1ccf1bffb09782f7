package filigree.views.control;

/// A short message about something done.
///
/// @param tone success or warning; decides the colour of the edge and the icon
/// @param title what happened
/// @param detail where and when; may be empty
/// @param action the words on the button; may be empty
/// @param onAction what the button does
public record Toast(Tone tone, String title, String detail, String action, Runnable onAction) {
    /// A message without a button.
    public static Toast of(Tone tone, String title, String detail) {
        return new Toast(tone, title, detail, "", () -> {});
    }

    Icon icon() {
        return switch (tone) {
            case SUCCESS -> Icon.CHECK;
            case WARNING, DANGER -> Icon.WARNING;
            case NEUTRAL, ACCENT -> Icon.HELP;
        };
    }
}
