package filigree.model.gradient;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Deep gradient compression: sends few gradients and keeps momentum right all the same, because
/// each worker applies it before it chooses (momentum correction), and forgets it where it has sent
/// (momentum factor masking).
///
/// ```
/// g = g c / max(c, |g|), c = clip / sqrt(workers)
/// u = momentum u + g                  (Nesterov: u = momentum (u + g))
/// v = v + u                           (Nesterov: v = v + u + g)
/// sent = the ratio of v with the largest |v|;  u = v = 0 where sent
/// ```
///
/// In the first epochs the ratio falls exponentially: with 0.1 % after 4 epochs of warm-up it is 25
/// %, 6.3 %, 1.6 %, 0.4 %. The optimizer must have no momentum of its own, which would apply it
/// twice. The authors estimate the largest from a sample; here they are chosen exactly.
///
/// @param ratio fraction of the gradients that is sent in the end
/// @param warmup epochs with a larger one
/// @param momentum of each worker
/// @param nesterov whether to look ahead
/// @param clip largest norm of the gradient of all workers together, 0 for any
/// @param scope among what the largest are chosen
public record DeepCompression(
        double ratio,
        long warmup,
        double momentum,
        boolean nesterov,
        double clip,
        Selection.Scope scope)
        implements GradientTransform {
    private static final String VELOCITY = "velocity";

    static final Param.OfDouble RATIO = Sending.fraction("ratio", 0.001);
    static final Param.OfLong WARMUP =
            Param.whole("warmup", 4, 0, 1000).in(Param.Unit.EPOCHS).live();
    static final Param.OfDouble MOMENTUM = Param.number("momentum", 0.9, 0, 0.999).live();
    static final Param.OfFlag NESTEROV = new Param.OfFlag("nesterov", false, Param.Timing.LIVE);
    static final Param.OfDouble CLIP = Param.magnitude("clip", 0, 0, 1000).live();

    public static final MethodType<DeepCompression> TYPE =
            MethodType.<DeepCompression>of(
                            "dgc", "Lin et al. 2018, arXiv:1712.01887, algorithm 4 and section 3")
                    .param(RATIO, DeepCompression::ratio)
                    .param(WARMUP, DeepCompression::warmup)
                    .param(MOMENTUM, DeepCompression::momentum)
                    .param(NESTEROV, DeepCompression::nesterov)
                    .param(CLIP, DeepCompression::clip)
                    .param(Sending.SCOPE, DeepCompression::scope)
                    .build(v ->
                            new DeepCompression(
                                    v.get(RATIO),
                                    v.get(WARMUP),
                                    v.get(MOMENTUM),
                                    v.get(NESTEROV),
                                    v.get(CLIP),
                                    v.get(Sending.SCOPE)));

    @Override
    public MethodType<DeepCompression> type() {
        return TYPE;
    }

    @Override
    public boolean isExchange() {
        return true;
    }

    @Override
    public void check(double optimizers) {
        if (momentum > 0 && optimizers > 0) {
            throw new UserFacingException("momentum-twice", momentum, optimizers);
        }
    }

    /// Returns the fraction that is sent in an epoch.
    ///
    /// @param epoch from 0
    public double ratioAt(long epoch) {
        return epoch < warmup ? Math.pow(ratio, (epoch + 1.0) / (warmup + 1)) : ratio;
    }

    @Override
    public void apply(Gradients gradients) {
        if (clip > 0) {
            ClipNorm.shorten(gradients, clip / Math.sqrt(gradients.turn().workers()));
        }
        float m = (float) momentum;
        float ahead = nesterov ? 1 : 0;
        gradients.change(
                VELOCITY,
                (g, u, from, to) -> {
                    for (int k = from; k < to; k++) {
                        u[k] = m * (u[k] + ahead * g[k]) + (1 - ahead) * g[k];
                        g[k] = u[k] + ahead * g[k];
                    }
                });
        Sending.addTo(Sending.RESIDUAL, gradients);
        gradients
                .selection()
                .choose(
                        gradients.buffer(Sending.RESIDUAL),
                        Selection.Ranking.LARGEST,
                        ratioAt(gradients.turn().epoch()),
                        scope);
        gradients.sendChosen(Sending.RESIDUAL);
        gradients.clearChosen(VELOCITY);
    }
}
