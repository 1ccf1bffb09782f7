package filigree.model.train;

import java.util.List;
import java.util.OptionalDouble;

/// How good the network is on one part of the data.
///
/// @param part what it was judged on
/// @param step steps completed before
/// @param examples how many were looked at: images, or the tokens of a text
/// @param correct how many were right
/// @param loss mean over the examples, in nats
/// @param classes one a class
/// @param firing for each layer with weights, the share of examples on which each of its units is
///   positive, in [0, 1]
/// @param ofTokens whether the examples are tokens
public record Evaluation(
        Part part,
        long step,
        int examples,
        int correct,
        double loss,
        List<ClassResult> classes,
        List<Floats> firing,
        boolean ofTokens) {
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

    /// How many tokens the network is undecided between, so to speak: `e^loss` (Jelinek, Mercer,
    /// Bahl and Baker 1977). A network that knows nothing has that of the vocabulary's size, one
    /// that knows everything 1. Empty where the examples are no tokens.
    public OptionalDouble perplexity() {
        return ofTokens ? OptionalDouble.of(StrictMath.exp(loss)) : OptionalDouble.empty();
    }

    /// Share of right answers, in [0, 1].
    public double accuracy() {
        return examples == 0 ? 0 : (double) correct / examples;
    }
}
