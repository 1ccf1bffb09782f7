package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.train.SpeedMap;
import filigree.samples.BundledData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the program keeps what it writes without being told where.
///
/// @param home `~/.filigree`, or what `FILIGREE_HOME` says
record Places(Path home) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    static Places ofUser() {
        return new Places(
                Optional.ofNullable(System.getenv("FILIGREE_HOME"))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".filigree"))
                        .toAbsolutePath()
                        .normalize());
    }

    /// The time on the clock here, as names of files and folders tell it.
    static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }

    /// Returns a folder for a new run, which does not exist yet.
    ///
    /// @param name of the run, as a person wrote it
    Path newRun(String name, LocalDateTime now) {
        String base = TIME.format(now) + "-" + SafeName.of(name);
        Path folder = home.resolve("runs").resolve(base);
        for (int n = 2; Files.exists(folder); n++) {
            folder = home.resolve("runs").resolve(base + "-" + n);
        }
        return folder;
    }

    /// The folder of fetched data sets, each in a folder of its id.
    Path data() {
        return home.resolve("data");
    }

    /// The data that comes along, and what was fetched.
    DataFiles dataFiles() {
        return new BundledData().orIn(data());
    }

    /// Returns a file for a report on several runs.
    Path newReport(LocalDateTime now) {
        return home.resolve("reports").resolve(TIME.format(now)).resolve("index.html");
    }

    /// Where the speed of this machine is kept; one file a machine, since a home may serve several.
    Path speedMap() {
        Map<String, Object> machine = SpeedMap.thisMachine();
        String name =
                "%s-%s-%s-java-%s"
                        .formatted(
                                machine.get("cpu"),
                                machine.get("cores"),
                                machine.get("kernels"),
                                machine.get("java"));
        return home.resolve("speed").resolve(SafeName.of(name) + ".json");
    }

    /// Returns a file for what a bug has to say.
    Path newLog(LocalDateTime now) {
        return home.resolve("logs").resolve(TIME.format(now) + ".log");
    }
}
