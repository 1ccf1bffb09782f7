package filigree.views.run;

import filigree.model.recipe.Recipe;
import filigree.model.train.TrainingEvent;
import filigree.views.control.Series;
import filigree.views.control.UpdateLog;
import java.util.OptionalDouble;

/// The numbers of one run over its steps, appended as they come. For the JavaFX thread only.
public final class RunCurves {
    private static final int PLAN_POINTS = 240;

    private final Series validationAccuracy = new Series();
    private final Series trainingAccuracy = new Series();
    private final Series validationLoss = new Series();
    private final Series trainingLoss = new Series();
    private final Series sparsity = new Series();
    private final Series planned = new Series();
    private final UpdateLog updates = new UpdateLog();

    /// In per cent of the validation images.
    public Series validationAccuracy() {
        return validationAccuracy;
    }

    /// In per cent of the images trained on since the point before.
    public Series trainingAccuracy() {
        return trainingAccuracy;
    }

    /// In nats.
    public Series validationLoss() {
        return validationLoss;
    }

    /// In nats.
    public Series trainingLoss() {
        return trainingLoss;
    }

    /// In per cent of the prunable weights.
    public Series sparsity() {
        return sparsity;
    }

    /// The plan for the whole run, in per cent of the prunable weights.
    public Series planned() {
        return planned;
    }

    public UpdateLog updates() {
        return updates;
    }

    void add(TrainingEvent.Measured e) {
        validationAccuracy.append(e.step(), 100 * e.validation().accuracy());
        trainingAccuracy.append(e.step(), 100 * e.trainingAccuracy());
        validationLoss.append(e.step(), e.validation().loss());
        trainingLoss.append(e.step(), e.trainingLoss());
        sparsity.append(e.step(), 100 * e.sparsity());
    }

    void add(TrainingEvent.MasksChanged e) {
        updates.append(e.step(), e.update().grown(), e.update().dropped());
        long size = e.update().layers().stream().mapToLong(l -> l.after().size()).sum();
        sparsity.append(e.step(), 100 - 100.0 * e.update().active() / size);
    }

    void startAt(double percentSparse) {
        sparsity.append(0, percentSparse);
    }

    /// Draws the plan anew from a step on.
    void plan(Recipe recipe, long from, long steps) {
        planned.truncateFrom(from);
        for (int i = 0; i <= PLAN_POINTS; i++) {
            long step = from + (steps - from) * i / PLAN_POINTS;
            OptionalDouble plan = recipe.maskUpdater().plannedSparsity(step, steps);
            planned.append(step, plan.isPresent() ? 100 * plan.getAsDouble() : Double.NaN);
        }
    }
}
