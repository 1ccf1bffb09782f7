package filigree.model.report;

import java.util.List;

/// A report in the making: numbered sections, paragraphs, tables, pictures.
final class Page {
    /// Width of the text in pixels at the size of a printed page.
    static final int WIDTH = 698;

    private final Html html = new Html();
    private final Words words;
    private int sections;

    Page(Words words) {
        this.words = words;
    }

    Html html() {
        return html;
    }

    Words words() {
        return words;
    }

    String get(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    /// Opens a numbered section; [#end] closes it.
    void section(String key, Object... arguments) {
        sections++;
        html.open("section");
        html.open("h2")
                .element("span", Integer.toString(sections), "class", "n")
                .text(" " + get(key, arguments))
                .close();
    }

    void end() {
        html.close();
    }

    void heading(String text) {
        html.element("h3", text);
    }

    void paragraph(String text) {
        html.element("p", text);
    }

    /// A remark in muted text.
    void note(String text) {
        html.element("p", text, "class", "note");
    }

    void code(String text) {
        html.open("pre").element("code", text).close();
    }

    /// A long text for programs, set in two columns.
    void json(String text) {
        html.open("pre", "class", "json").element("code", text).close();
    }

    /// A column of a table.
    ///
    /// @param type class of the style sheet: `l` left, `l w` left and never broken, `r` right
    record Column(String title, String type) {
        static Column text(String title) {
            return new Column(title, "l");
        }

        static Column word(String title) {
            return new Column(title, "l w");
        }

        static Column number(String title) {
            return new Column(title, "r");
        }
    }

    /// A table of texts.
    ///
    /// @param total whether the last row is a sum
    void table(List<Column> columns, List<List<String>> rows, boolean total) {
        html.open("table").open("thead").open("tr");
        for (Column c : columns) {
            html.element("th", c.title(), "class", c.type(), "scope", "col");
        }
        html.close().close().open("tbody");
        for (int r = 0; r < rows.size(); r++) {
            boolean last = total && r == rows.size() - 1;
            html.open("tr", "class", last ? "total" : "row");
            for (int c = 0; c < columns.size(); c++) {
                html.element("td", rows.get(r).get(c), "class", columns.get(c).type());
            }
            html.close();
        }
        html.close().close();
    }

    /// One line of a list of facts.
    ///
    /// @param note says of what; may be empty
    record Fact(String name, String value, String note) {}

    /// Facts with their value and of what it is.
    void facts(List<Fact> facts) {
        html.open("table", "class", "facts").open("tbody");
        for (Fact f : facts) {
            html.open("tr").element("th", f.name(), "scope", "row");
            if (f.note().isEmpty()) {
                html.element("td", f.value(), "class", "v", "colspan", "2");
            } else {
                html.element("td", f.value(), "class", "v").element("td", f.note(), "class", "m");
            }
            html.close();
        }
        html.close().close();
    }

    /// A picture with a text under it.
    void figure(Picture picture, String alternative, String caption) {
        html.open("figure");
        html.empty(
                "img",
                "src",
                picture.uri(),
                "alt",
                alternative,
                "width",
                Integer.toString(picture.width()),
                "height",
                Integer.toString(picture.height()));
        html.element("figcaption", caption).close();
    }
}
