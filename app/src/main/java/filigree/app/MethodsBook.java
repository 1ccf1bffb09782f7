package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;

/// All methods of the catalog as one Markdown document, from their descriptions alone.
final class MethodsBook {
    private final Words words;
    private final ParamWords params;
    private final DataFiles bundled;
    private final StringBuilder page = new StringBuilder();

    private MethodsBook(Words words, DataFiles bundled) {
        this.words = words;
        this.params = new ParamWords(words);
        this.bundled = bundled;
    }

    /// @param words in one language
    /// @param bundled data that comes along, with which examples are tried
    static String write(Words words, DataFiles bundled) {
        var book = new MethodsBook(words, bundled);
        book.line("# " + words.get("book.title"));
        book.line("");
        book.line(words.get("book.about"));
        book.line("");
        book.contents();
        Catalog.families().forEach(book::family);
        return book.page.toString();
    }

    /// Where papers and their authors' code differ, what is done here, and what it changes.
    static String differences(Words words) {
        var book =
                new MethodsBook(
                        words,
                        _ -> {
                            throw new IllegalStateException("no data is needed");
                        });
        book.line("# " + words.get("book.differences.title"));
        book.line("");
        book.line(words.get("book.differences.about"));
        for (MethodType<?> type : Catalog.all()) {
            String text = words.core("method." + type.id() + ".differs", "");
            if (!text.isEmpty()) {
                book.line("");
                book.line("## " + book.title(type) + " (`" + type.id() + "`)");
                book.line("");
                book.line(text);
                book.line("");
                book.line(words.get("methods.source", type.source()));
            }
        }
        return book.page.toString();
    }

    private void line(String text) {
        page.append(text.stripTrailing()).append('\n');
    }

    private String title(MethodType<?> type) {
        return words.core("method." + type.id() + ".title", type.id());
    }

    private void contents() {
        for (Catalog.Family<?> family : Catalog.families()) {
            StringBuilder methods = new StringBuilder();
            for (MethodType<?> type : family.types()) {
                methods.append(methods.isEmpty() ? "" : ", ")
                        .append("[`%s`](#%s)".formatted(type.id(), type.id()));
            }
            line("- " + words.core("family." + family.id(), family.id()) + ": " + methods);
        }
    }

    private void family(Catalog.Family<?> family) {
        line("");
        line("## " + words.core("family." + family.id(), family.id()));
        family.types().forEach(this::method);
    }

    private void method(MethodType<?> type) {
        String key = "method." + type.id();
        line("");
        line("### `" + type.id() + "`");
        line("");
        line("**" + title(type) + ".** " + words.core(key + ".summary", ""));
        line("");
        line(words.get("methods.source", type.source()));
        String differs = words.core(key + ".differs", "");
        if (!differs.isEmpty()) {
            line("");
            line(words.get("methods.differs", differs));
        }
        MethodExample.of(type, bundled)
                .ifPresent(e -> {
                    line("");
                    line(words.get("methods.example", "`" + e.command() + "`"));
                });
        if (!type.params().isEmpty()) {
            line("");
            line(words.get("book.columns"));
            line("|---|---|---|---|");
            type.params().forEach(p -> parameter(type, p));
        }
    }

    private void parameter(MethodType<?> type, Param<?> param) {
        String at = "method." + type.id() + "." + param.key();
        line(
                "| `%s` | %s. %s | %s | %s |"
                        .formatted(
                                param.key(),
                                words.core(at + ".label", param.key()),
                                cell(words.core(at + ".help", "")),
                                cell(
                                        params.kind(type, param)
                                                + words.get("book.then")
                                                + params.byDefault(param)),
                                params.timing(param)));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
