package filigree.model.train;

import java.util.List;
import java.util.function.Consumer;

/// Repeats a run from its recipe and the changes made by hand, each at the step at which it acted.
public final class Replay {
    private final List<RunReader.Logged> changes;
    private int next;

    public Replay(List<RunReader.Logged> changes) {
        this.changes = List.copyOf(changes);
    }

    /// Hands over what acts before the step that comes next.
    ///
    /// @param step steps completed
    /// @param command told of each change, in order
    public void before(long step, Consumer<Command> command) {
        while (next < changes.size() && changes.get(next).step() <= step) {
            command.accept(changes.get(next++).command());
        }
    }
}
