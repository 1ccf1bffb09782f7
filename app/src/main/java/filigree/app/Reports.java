package filigree.app;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.report.Report;
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
        return Report.target(run);
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
        return Report.write(runs, file, locale);
    }
}
