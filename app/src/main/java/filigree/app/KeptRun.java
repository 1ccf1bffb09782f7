package filigree.app;

import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a run's folder says of how it ended.
///
/// @param folder of the run
/// @param state `finished` or how else it ended
/// @param active weights in the end
/// @param validation accuracy, in [0, 1]
/// @param test the same of the test set, if it was looked at
record KeptRun(
        Path folder, String state, long active, OptionalDouble validation, OptionalDouble test) {
    static KeptRun read(Path folder) {
        Map<String, @Nullable Object> state = new RunReader(folder).state();
        return new KeptRun(
                folder,
                String.valueOf(state.get("state")),
                state.get("active") instanceof Number n ? n.longValue() : 0,
                accuracy(state.get("validation")),
                accuracy(state.get("test")));
    }

    private static OptionalDouble accuracy(@Nullable Object evaluation) {
        return evaluation instanceof Map<?, ?> map && map.get("accuracy") instanceof Number n
                ? OptionalDouble.of(n.doubleValue())
                : OptionalDouble.empty();
    }

    boolean isFinished() {
        return state.equals("finished");
    }
}
