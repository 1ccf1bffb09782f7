package filigree.app;

import java.util.List;

/// Where the program starts.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess(Language.of(List.of(args)));
        int code = CommandLines.run(terminal, Places.ofUser(), args);
        terminal.flush();
        System.exit(code);
    }
}
