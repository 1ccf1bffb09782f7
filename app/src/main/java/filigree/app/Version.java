package filigree.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version this program was built as.
final class Version implements IVersionProvider {
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Filigree " + text(), "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
        };
    }
}
