package filigree.views.run;

import filigree.model.recipe.Recipe;
import filigree.model.topology.TopologyUpdate;
import filigree.model.train.Command;
import filigree.model.train.Run;
import filigree.model.train.RunState;
import filigree.model.train.Snapshot;
import filigree.model.train.Trainer;
import filigree.model.train.TrainingEvent;
import filigree.model.train.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// One run as the window sees it: what it shows and what it can be asked. Knows no node, no stage,
/// no thread; [#refresh] takes over what has come since, and is called at each pulse.
public final class RunViewModel {
    private final Run run;
    private final Queue<TrainingEvent> arrived = new ConcurrentLinkedQueue<>();
    private final Map<String, Object> waiting = new LinkedHashMap<>(); // latest value a path
    private final Map<String, Integer> unanswered = new LinkedHashMap<>();
    private final ChangeHistory history = new ChangeHistory();
    private final List<Consumer<Notice>> listeners = new ArrayList<>();

    // ---- state: read-only to the views ----
    private final ReadOnlyObjectWrapper<Snapshot> snapshot;
    private final ReadOnlyObjectWrapper<Recipe> recipe;
    private final ReadOnlyObjectWrapper<Optional<TopologyUpdate>> lastUpdate =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<TrainingEvent.Changed>> changes =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Watch> watch = new SimpleObjectProperty<>(new Watch(true, ""));
    private final RunCurves curves = new RunCurves();
    private final MaskFilm film = new MaskFilm();
    private final Selection selection = new Selection();

    public RunViewModel(Run run) {
        this.run = run;
        Snapshot first = run.latest();
        this.snapshot = new ReadOnlyObjectWrapper<>(first);
        this.recipe = new ReadOnlyObjectWrapper<>(first.recipe());
        curves.startAt(100 * first.sparsity());
        curves.plan(first.recipe(), 0, first.steps());
        film.start(first.layers().stream().map(l -> l.mask()).toList(), first.explored());
        watch.subscribe(run::watch);
        run.listen(arrived::add);
    }

    public ReadOnlyObjectProperty<Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public Snapshot snapshot() {
        return snapshot.get();
    }

    /// The recipe as changed by hand so far.
    public ReadOnlyObjectProperty<Recipe> recipeProperty() {
        return recipe.getReadOnlyProperty();
    }

    public Recipe recipe() {
        return recipe.get();
    }

    /// The latest update of the topology.
    public ReadOnlyObjectProperty<Optional<TopologyUpdate>> lastUpdateProperty() {
        return lastUpdate.getReadOnlyProperty();
    }

    /// Every change by hand that took effect, in order.
    public ReadOnlyObjectProperty<List<TrainingEvent.Changed>> changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return history.canUndoProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return history.canRedoProperty();
    }

    public RunCurves curves() {
        return curves;
    }

    public MaskFilm film() {
        return film;
    }

    public Selection selection() {
        return selection;
    }

    /// What never changes during the run.
    public Trainer.Facts facts() {
        return run.facts();
    }

    public Run run() {
        return run;
    }

    /// Whether a change of this value is under way, so that what the run says of it is old.
    public boolean isChanging(String path) {
        return waiting.containsKey(path) || unanswered.getOrDefault(path, 0) > 0;
    }

    // ---- commands ----

    public void listen(Consumer<Notice> listener) {
        listeners.add(listener);
    }

    /// Runs if it is paused, pauses if it runs.
    public void toggle() {
        boolean running = run.latest().state() == RunState.RUNNING; // newer than what shows
        run.submit(running ? new Command.Pause() : new Command.Resume());
    }

    public void oneStep() {
        run.submit(new Command.OneStep());
    }

    public void oneEpoch() {
        run.submit(new Command.OneEpoch());
    }

    public void setPace(double stepsPerSecond) {
        run.submit(new Command.Pace(stepsPerSecond));
    }

    public void lookAtTest() {
        run.submit(new Command.LookAtTest());
    }

    /// Changes a live value from the next step on. While a slider is dragged only its latest
    /// position at each pulse is handed over.
    public void change(String path, Object value) {
        waiting.put(path, value);
    }

    public void undo() {
        if (snapshot().state().isOver()) {
            return;
        }
        history.undo().ifPresent(this::submit);
    }

    public void redo() {
        if (snapshot().state().isOver()) {
            return;
        }
        history.redo().ifPresent(this::submit);
    }

    /// What views want copied beyond masks.
    public void watch(Watch wanted) {
        watch.set(wanted);
    }

    /// Takes over what happened since and hands waiting changes over.
    public void refresh() {
        waiting.forEach((path, value) -> submit(new Command.Change(path, value)));
        waiting.clear();
        for (TrainingEvent e = arrived.poll(); e != null; e = arrived.poll()) {
            take(e);
        }
        snapshot.set(run.latest());
    }

    private void submit(Command.Change change) {
        if (snapshot().state().isOver()) {
            return;
        }
        unanswered.merge(change.path(), 1, Integer::sum);
        run.submit(change);
    }

    private void take(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Measured e -> curves.add(e);
            case TrainingEvent.MasksChanged e -> {
                curves.add(e);
                film.add(e.update(), e.explored());
                lastUpdate.set(Optional.of(e.update()));
            }
            case TrainingEvent.Changed e -> {
                answered(e.change().path());
                history.note(e, System.nanoTime());
                curves.plan(e.recipe(), e.step(), snapshot().steps());
                List<TrainingEvent.Changed> all = new ArrayList<>(changes.get());
                all.add(e);
                changes.set(List.copyOf(all));
                recipe.set(e.recipe());
                tell(new Notice.Changed(e));
            }
            case TrainingEvent.Rejected e -> {
                answered(e.change().path());
                tell(new Notice.Refused(e.change().path(), e.why()));
            }
            case TrainingEvent.Tested e -> tell(new Notice.Tested(e.test(), e.looks()));
            case TrainingEvent.Diverged e -> tell(new Notice.Diverged(e.step()));
            case TrainingEvent.Finished e -> tell(new Notice.Finished(e.step()));
            case TrainingEvent.Failed e -> tell(new Notice.Failed(e.cause()));
            case TrainingEvent.Started _, TrainingEvent.Saved _, TrainingEvent.Stopped _ -> {}
        }
    }

    private void answered(String path) {
        unanswered.merge(path, -1, Integer::sum);
    }

    private void tell(Notice notice) {
        for (Consumer<Notice> listener : List.copyOf(listeners)) {
            listener.accept(notice);
        }
    }
}
