package filigree.app;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `filigree methods [ID]`: what a recipe can name, and everything about one method.
@Command(name = "methods")
final class MethodsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Places places;

    @Parameters(paramLabel = "ID", arity = "0..1", descriptionKey = "argument.method")
    private Optional<String> id = Optional.empty();

    MethodsCommand(Terminal terminal, Places places) {
        this.terminal = terminal;
        this.places = places;
    }

    @Override
    public Integer call() {
        if (id.isPresent()) {
            new MethodPage(terminal.words(), places.dataFiles())
                    .print(find(id.get()), terminal.out());
        } else {
            list();
        }
        return ExitCode.DONE;
    }

    private static MethodType<?> find(String id) {
        return Catalog.find(id).orElseThrow(() -> unknown(id));
    }

    private static UserFacingException unknown(String id) {
        List<String> all = Catalog.all().stream().<String>map(MethodType::id).toList();
        return Nearest.to(id, all)
                .map(nearest -> new UserFacingException("no-method-near", id, nearest))
                .orElseGet(() -> new UserFacingException("no-method", id));
    }

    private void list() {
        Words words = terminal.words();
        int width = Catalog.all().stream().mapToInt(t -> t.id().length()).max().orElse(0);
        for (Catalog.Family<?> family : Catalog.families()) {
            terminal.out().println(words.core("family." + family.id(), family.id()));
            for (MethodType<?> type : family.types()) {
                String key = "method." + type.id();
                terminal.out()
                        .println(
                                ("  %-" + width + "s  %s. %s")
                                        .formatted(
                                                type.id(),
                                                words.core(key + ".title", type.id()),
                                                words.core(key + ".summary", ""))
                                        .stripTrailing());
            }
            terminal.out().println();
        }
        terminal.out().println(words.get("methods.more"));
    }
}
