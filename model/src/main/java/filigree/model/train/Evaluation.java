package filigree.model.train;

import java.util.List;

/// How good the network is on one part of the data.
///
/// @param part what it was judged on
/// @param step steps completed before
/// @param examples how many were looked at
/// @param correct how many were right
/// @param loss mean over the examples, in nats
/// @param classes one a class
/// @param firing for each layer with weights, the share of examples on which each of its units is
///   positive, in [0, 1]
public record Evaluation(
        Part part,
        long step,
        int examples,
        int correct,
        double loss,
        List<ClassResult> classes,
        List<Floats> firing) {
    public Evaluation {
        classes = List.copyOf(classes);
        firing = List.copyOf(firing);
    }

    /// @param examples of this class
    /// @param correct how many of them were recognised
    public record ClassResult(int examples, int correct) {
        /// Share of the class's examples that were recognised, in [0, 1].
        public double recall() {
            return examples == 0 ? 0 : (double) correct / examples;
        }
    }

    /// Share of right answers, in [0, 1].
    public double accuracy() {
        return examples == 0 ? 0 : (double) correct / examples;
    }
}
