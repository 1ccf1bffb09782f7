package filigree.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a main class on this class path in a Java virtual machine of its own, with other flags.
public final class ChildJvm {
    private ChildJvm() {}

    /// @param exitCode 0 if it went well
    /// @param output both streams
    public record Result(int exitCode, String output) {
        public String lastLine() {
            return output.strip().lines().reduce("", (_, line) -> line);
        }
    }

    public static Result run(Class<?> main, List<String> flags, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(flags);
        command.addAll(
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "-ea",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
