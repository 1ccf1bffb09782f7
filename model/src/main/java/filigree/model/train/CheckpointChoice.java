package filigree.model.train;

import filigree.model.error.UserFacingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The newest checkpoint of a run that is whole.
///
/// @param state empty if there is none
/// @param damaged newer ones, which are not whole; newest first
record CheckpointChoice(Optional<SavedState> state, List<Path> damaged) {
    /// What says nothing against a file: it may be read another time.
    private static final Set<String> NOT_ITS_FAULT =
            Set.of("file-missing", "read-refused", "read-failed", "tensors-budget");

    CheckpointChoice {
        damaged = List.copyOf(damaged);
    }

    /// Reads from the newest on until one is whole.
    ///
    /// @throws UserFacingException if one may be whole, but cannot be read now
    static CheckpointChoice of(RunReader run) {
        List<Path> damaged = new ArrayList<>();
        for (Path file : run.checkpoints().reversed()) {
            try {
                SavedState state = SavedState.read(file);
                if (state.tally().step() == Checkpoint.stepOf(file)) {
                    return new CheckpointChoice(Optional.of(state), damaged);
                }
            } catch (UserFacingException e) {
                if (NOT_ITS_FAULT.contains(e.problems().getFirst().id())) {
                    throw e;
                }
            }
            damaged.add(file);
        }
        return new CheckpointChoice(Optional.empty(), damaged);
    }

    /// Steps done.
    long step() {
        return state.map(s -> s.tally().step()).orElse(0L);
    }
}
