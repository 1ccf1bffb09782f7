package filigree.model.optim;

import filigree.model.matrix.Slots;
import filigree.model.method.Method;
import filigree.model.method.ParamValues;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;

/// Moves weights against their gradients. Elementwise: the arrays hold the active weights and
/// nothing else.
public interface Optimizer extends Method {
    /// Highest learning rate.
    double peak();

    /// The learning rate over the run, as a factor of [#peak()].
    Schedule rate();

    /// Fraction of the run in which the learning rate rises from near 0, linearly.
    double warmup();

    /// How much of an update lives on in the next one, 0 for none.
    double momentum();

    /// Names of the buffers it keeps beside each weight.
    java.util.List<String> slots();

    /// Moves the weights at positions from … to.
    ///
    /// @param moment learning rate and step count
    /// @param weights updated in place
    /// @param gradients same length, only read
    /// @param slots this parameter's buffers, aligned
    /// @param decays whether weight decay acts on this parameter
    void update(
            Moment moment,
            float[] weights,
            float[] gradients,
            Slots slots,
            boolean decays,
            int from,
            int to);

    /// Returns the learning rate at a step: `peak * rate(step) * warm-up`.
    default double rateAt(long step, long steps) {
        long rising = Math.round(warmup() * steps);
        double warm = step < rising ? (step + 1.0) / rising : 1;
        return peak() * rate().at(step, Span.whole(steps), 0) * warm;
    }

    /// Adam with its usual numbers and without decay: for what is learned beside the weights with a
    /// learning rate of its own.
    static Optimizer ofLearnedNumbers() {
        return Adam.TYPE.create(ParamValues.none());
    }

    /// When an update happens. Training keeps one and sets it anew at each step.
    final class Moment {
        private double rate;
        private long applied;
        private long step;
        private long steps;

        /// The beginning of a run.
        ///
        /// @param rate learning rate
        /// @param applied updates applied so far, this one included, from 1
        public Moment(double rate, long applied) {
            set(rate, applied, 0, 1);
        }

        /// @param nextStep of the run, from 0; steps that a mask update replaces count too
        /// @param nextSteps of the whole run
        public void set(double nextRate, long nextApplied, long nextStep, long nextSteps) {
            rate = nextRate;
            applied = nextApplied;
            step = nextStep;
            steps = nextSteps;
        }

        public double rate() {
            return rate;
        }

        public long applied() {
            return applied;
        }

        public long step() {
            return step;
        }

        public long steps() {
            return steps;
        }
    }
}
