package filigree.model.gradient;

import filigree.model.method.Param;

/// What transforms that send a part of the gradients have in common.
final class Sending {
    /// What has not been sent yet.
    static final String RESIDUAL = "residual";

    static final Param.OfFlag FEEDBACK = new Param.OfFlag("feedback", true, Param.Timing.LIVE);
    static final Param.OfChoice<Selection.Scope> SCOPE =
            new Param.OfChoice<>("scope", Selection.Scope.NETWORK, Param.Timing.LIVE);

    private Sending() {}

    /// The fraction of gradients that is sent.
    static Param.OfDouble fraction(String key, double byDefault) {
        return Param.magnitude(key, byDefault, 1e-6, 1).live();
    }

    /// Chooses elements of some values.
    @FunctionalInterface
    interface Choice {
        void among(Selection selection, Selection.Values values);
    }

    /// Sends the chosen gradients.
    ///
    /// ```
    /// with feedback:  e = e + g;  sends the chosen of e;  e = e - sent
    /// without:        sends the chosen of g
    /// ```
    static void send(Gradients gradients, boolean feedback, Choice choice) {
        if (feedback) {
            addTo(RESIDUAL, gradients);
            choice.among(gradients.selection(), gradients.buffer(RESIDUAL));
            gradients.sendChosen(RESIDUAL);
        } else {
            choice.among(gradients.selection(), gradients.gradients());
            gradients.sendChosen();
        }
    }

    static void addTo(String buffer, Gradients gradients) {
        gradients.change(
                buffer,
                (g, e, from, to) -> {
                    for (int k = from; k < to; k++) {
                        e[k] += g[k];
                    }
                });
    }
}
