package filigree.model.train;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.file.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a run's folder back to one of its steps. It may be interrupted and begun again.
final class LogCut {
    private LogCut() {}

    /// Takes away what the steps from `step` on wrote, and what killed processes left.
    ///
    /// @param run locked
    /// @param step steps that stay
    /// @param damaged checkpoints to put aside as `damaged-…`: they are of no use, but not ours to
    ///   destroy
    /// @throws UserFacingException if the folder cannot be written to
    static void to(RunReader run, long step, List<Path> damaged) {
        try {
            for (Path file : damaged) {
                Files.move(
                        file,
                        file.resolveSibling("damaged-" + file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            for (Path update : run.topologyFiles()) {
                if (Checkpoint.stepOf(update) >= step) { // the update is part of that step
                    Files.delete(update);
                }
            }
            for (String part : List.of("", "ckpt", "topology")) {
                Path folder = run.folder().resolve(part);
                Files.createDirectories(folder);
                int _ = AtomicFile.deleteLeftovers(folder);
            }
        } catch (IOException e) {
            throw new UserFacingException(
                    List.of(Problem.of("run-folder-refused", run.folder(), String.valueOf(e))), e);
        }
        List<Map<String, @Nullable Object>> metrics = run.metricLines();
        List<Map<String, @Nullable Object>> kept =
                metrics.stream()
                        .filter(m ->
                                m.get("step") instanceof Number n
                                        && n.longValue() <= (UpdateLine.is(m) ? step - 1 : step))
                        .toList();
        if (kept.size() < metrics.size()) {
            JsonLines.replace(run.folder().resolve("metrics.jsonl"), kept);
        }
    }
}
