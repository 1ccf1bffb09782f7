package filigree.app;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes reports on runs.
final class Reports {
    private Reports() {}

    /// Where a run's own report stands.
    static Path placeIn(Path run) {
        return run.resolve("report").resolve("index.html");
    }

    /// @param target an HTML file; its folder is made
    /// @return the file, absolute
    static Path write(List<Path> runs, Path target, Locale locale) {
        Path file = target.toAbsolutePath().normalize();
        try {
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(file));
        } catch (IOException e) {
            throw new UserFacingException(
                    List.of(Problem.of("report-folder", file, String.valueOf(e.getMessage()))), e);
        }
        page(runs, file, locale);
        return file;
    }

    /// The one line to exchange for the core's own report.
    private static void page(List<Path> runs, Path file, Locale locale) {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"");
        html.append(locale.toLanguageTag())
                .append("\"><head><meta charset=\"utf-8\"><title>Filigree</title></head><body>\n");
        for (Path run : runs) {
            var reader = new RunReader(run);
            html.append("<h1>").append(escape(reader.recipe().name())).append("</h1>\n<table>\n");
            reader.state()
                    .forEach((key, value) ->
                            html.append("<tr><th>")
                                    .append(escape(key))
                                    .append("</th><td>")
                                    .append(escape(String.valueOf(value)))
                                    .append("</td></tr>\n"));
            html.append("</table>\n");
        }
        AtomicFile.writeString(file, html.append("</body></html>\n").toString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
