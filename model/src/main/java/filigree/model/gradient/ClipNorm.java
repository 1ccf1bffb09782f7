package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Shortens the gradient of the whole network to a limit; its direction stays.
///
/// ```
/// g = g limit / max(limit, |g|), |g| over all active weights and biases
/// ```
///
/// @param limit largest Euclidean norm
public record ClipNorm(double limit) implements GradientTransform {
    static final Param.OfDouble LIMIT = Param.magnitude("limit", 1, 1e-6, 1000).live();

    public static final MethodType<ClipNorm> TYPE =
            MethodType.<ClipNorm>of(
                            "clip-norm", "Pascanu et al. 2013, arXiv:1211.5063, algorithm 1")
                    .param(LIMIT, ClipNorm::limit)
                    .build(v -> new ClipNorm(v.get(LIMIT)));

    @Override
    public MethodType<ClipNorm> type() {
        return TYPE;
    }

    @Override
    public void apply(Gradients gradients) {
        shorten(gradients, limit);
    }

    static void shorten(Gradients gradients, double limit) {
        double norm = gradients.norm();
        if (!(norm > limit)) {
            return;
        }
        float factor = (float) (limit / norm);
        gradients.change((g, from, to) -> {
            for (int k = from; k < to; k++) {
                g[k] *= factor;
            }
        });
    }
}
