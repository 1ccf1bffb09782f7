package filigree.model.report;

import java.util.ArrayDeque;
import java.util.Deque;

/// HTML in the making that is also well-formed XML: whatever is opened is closed, and every text
/// and attribute is escaped, so that a name in a recipe can never become markup.
final class Html {
    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element.
    ///
    /// @param attributes name and value in turn
    Html open(String tag, String... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /// Closes what was opened last and is still open.
    Html close() {
        out.append("</").append(open.pop()).append('>');
        if (open.size() < 4) {
            out.append('\n');
        }
        return this;
    }

    /// Adds an element without content.
    Html empty(String tag, String... attributes) {
        start(tag, attributes).append(" />");
        return this;
    }

    /// Adds an element that holds a text.
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /// Adds the style sheet, the only text that is taken as it is.
    Html style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet with markup");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    private StringBuilder start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("an attribute of <" + tag + "> without a value");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xfffd);
            }
        }
    }

    /// What XML lets stand in a text. Marks that reorder text are refused too: a name must not be
    /// able to rewrite its surroundings.
    private static boolean allowed(int c) {
        boolean xml =
                c == '\t'
                        || c == '\n'
                        || (c >= 0x20 && c < 0x7f)
                        || (c >= 0xa0 && c <= 0xd7ff)
                        || (c >= 0xe000 && c <= 0xfffd)
                        || c >= 0x10000;
        boolean reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return xml && !reorders;
    }

    /// Returns the finished text.
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is still open");
        }
        return out.toString();
    }
}
