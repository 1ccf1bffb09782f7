package filigree.views.recipe;

import filigree.model.error.UserFacingException;
import filigree.model.method.Param.Timing;
import filigree.model.recipe.Recipe;
import filigree.views.run.Notice;
import filigree.views.run.RunViewModel;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The recipe beside a run: what acts now, and what the next run would be.
///
/// A live value goes to the run; it and every other one go into the draft, which the next run
/// starts from.
public final class RecipeViewModel {
    private static final String TARGET = "maskUpdater.sparsity";

    private final ReadOnlyObjectWrapper<Recipe> draft;
    private RunViewModel run;

    public RecipeViewModel(RunViewModel run) {
        this.run = run;
        this.draft = new ReadOnlyObjectWrapper<>(run.recipe());
        follow(run);
    }

    /// Goes on with another run, which was started from the draft.
    public void attach(RunViewModel next) {
        run = next;
        draft.set(next.recipe());
        follow(next);
    }

    private void follow(RunViewModel followed) {
        followed.recipeProperty()
                .subscribe((_, now) -> {
                    if (followed == run) {
                        merge(now);
                    }
                });
        followed.listen(notice -> {
            if (followed == run && notice instanceof Notice.Refused(String path, _)) {
                draft.set(taken(draft.get(), run.recipe(), path));
            }
        });
    }

    /// Takes what the run says of the value that changed last, and of the target, which a lock may
    /// have moved; what waits for the next run stays.
    private void merge(Recipe now) {
        Recipe merged = draft.get();
        if (!run.changesProperty().get().isEmpty()) {
            String path = run.changesProperty().get().getLast().change().path();
            merged = taken(merged, now, path);
        }
        draft.set(taken(merged, now, TARGET));
    }

    private static Recipe taken(Recipe into, Recipe from, String path) {
        try {
            return into.with(path, from.get(path));
        } catch (UserFacingException | IllegalArgumentException _) {
            return into; // another method stands there in one of them
        }
    }

    /// The recipe of the next run.
    public ReadOnlyObjectProperty<Recipe> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    public Recipe draft() {
        return draft.get();
    }

    /// Whether a change of this value acts on the running training.
    public boolean isLive(String path) {
        return draft.get().param(path).timing() == Timing.LIVE;
    }

    /// Whether the run has not yet answered a change of this value.
    public boolean isChanging(String path) {
        return run.isChanging(path);
    }

    /// Changes a value: at the next step where it is live, else in the next run.
    ///
    /// @throws UserFacingException if it is not allowed; nothing is changed then
    public void change(String path, Object value) {
        Recipe changed = draft.get().with(path, value);
        draft.set(changed);
        if (isLive(path) && !run.snapshot().state().isOver()) {
            run.change(path, value);
        }
    }
}
