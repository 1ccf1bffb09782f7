package filigree.model.topology;

import java.util.Set;

/// Gives each weight a score; the highest stay, or grow. A method is, at heart, one of these.
///
/// Made by [#of], a scorer is a formula over named signals: what it reads is declared by reading
/// it, and it is elementwise, so how weights are stored and cut into blocks cannot matter. Wanda is
///
/// ```
/// Scorer.of(Signal.WEIGHT, Signal.INPUT_NORM, (w, x) -> Math.abs(w) * x)
/// ```
public interface Scorer {
    /// `|w|`: what is closest to zero goes first.
    Scorer MAGNITUDE = of(Signal.WEIGHT, w -> Math.abs(w));

    /// `|w dL/dw|`: how much the loss would change, to first order.
    Scorer SENSITIVITY = of(Signal.WEIGHT, Signal.GRADIENT, (w, g) -> Math.abs(w * g));

    /// A number of its own for each weight: what grows is drawn uniformly.
    Scorer RANDOM = of(Signal.RANDOM, u -> u);

    /// What it reads.
    Set<Signal> signals();

    /// Writes one score an entry. Pure and elementwise.
    ///
    /// @param e only read
    /// @param scores length at least `e.size()`, overwritten; any number but NaN
    void score(Entries e, float[] scores);

    /// A formula over one signal.
    static Scorer of(Signal a, Formula1 f) {
        return new Scorer() {
            @Override
            public Set<Signal> signals() {
                return Set.of(a);
            }

            @Override
            public void score(Entries e, float[] scores) {
                float[] as = e.get(a);
                for (int k = 0; k < e.size(); k++) {
                    scores[k] = f.of(as[k]);
                }
            }
        };
    }

    /// A formula over two signals.
    static Scorer of(Signal a, Signal b, Formula2 f) {
        return new Scorer() {
            @Override
            public Set<Signal> signals() {
                return Set.of(a, b);
            }

            @Override
            public void score(Entries e, float[] scores) {
                float[] as = e.get(a);
                float[] bs = e.get(b);
                for (int k = 0; k < e.size(); k++) {
                    scores[k] = f.of(as[k], bs[k]);
                }
            }
        };
    }

    @FunctionalInterface
    interface Formula1 {
        float of(float a);
    }

    @FunctionalInterface
    interface Formula2 {
        float of(float a, float b);
    }
}
