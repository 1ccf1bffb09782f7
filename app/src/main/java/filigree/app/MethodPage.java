package filigree.app;

import filigree.model.data.DataFiles;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.samples.Sample;
import filigree.samples.Samples;
import java.io.PrintWriter;
import java.util.List;

/// Everything about one method: its parameters, its source, the samples that use it.
final class MethodPage {
    private final Words words;
    private final ParamWords params;
    private final DataFiles bundled;

    /// @param bundled data that comes along
    MethodPage(Words words, DataFiles bundled) {
        this.words = words;
        this.params = new ParamWords(words);
        this.bundled = bundled;
    }

    void print(MethodType<?> type, PrintWriter out) {
        String key = "method." + type.id();
        out.println(type.id() + " - " + words.core(key + ".title", type.id()));
        out.println(words.core(key + ".summary", ""));
        out.println(words.get("methods.source", type.source()));
        String differs = words.core(key + ".differs", "");
        if (!differs.isEmpty()) {
            out.println(words.get("methods.differs", differs));
        }
        out.println(words.get("methods.samples", samples(type)));
        MethodExample.of(type, bundled)
                .ifPresent(e -> out.println(words.get("methods.example", e.command())));
        for (Param<?> param : type.params()) {
            String at = key + "." + param.key();
            out.println();
            out.println("  " + param.key() + " - " + words.core(at + ".label", param.key()));
            out.println("    " + facts(type, param));
            String help = words.core(at + ".help", "");
            if (!help.isEmpty()) {
                out.println("    " + help);
            }
        }
        if (type.params().isEmpty()) {
            out.println(words.get("methods.none"));
        }
    }

    private String facts(MethodType<?> type, Param<?> param) {
        return words.get(
                "methods.facts",
                params.kind(type, param),
                params.byDefault(param),
                params.timing(param));
    }

    private String samples(MethodType<?> type) {
        List<String> using =
                Samples.all().stream()
                        .filter(s -> MethodExample.uses(s.recipe(), type))
                        .map(Sample::id)
                        .toList();
        return using.isEmpty() ? words.get("methods.empty") : String.join(", ", using);
    }
}
