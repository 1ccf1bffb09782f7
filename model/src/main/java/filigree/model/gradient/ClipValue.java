package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Cuts each gradient off at a limit.
///
/// ```
/// g = min(max(g, -limit), limit)
/// ```
///
/// @param limit largest absolute value of a gradient
public record ClipValue(double limit) implements GradientTransform {
    static final Param.OfDouble LIMIT = Param.magnitude("limit", 0.1, 1e-6, 1000).live();

    public static final MethodType<ClipValue> TYPE =
            MethodType.<ClipValue>of("clip-value", "PyTorch clip_grad_value_")
                    .param(LIMIT, ClipValue::limit)
                    .build(v -> new ClipValue(v.get(LIMIT)));

    @Override
    public MethodType<ClipValue> type() {
        return TYPE;
    }

    @Override
    public void apply(Gradients gradients) {
        float most = (float) limit;
        gradients.change((g, from, to) -> {
            for (int k = from; k < to; k++) {
                g[k] = Math.min(Math.max(g[k], -most), most);
            }
        });
    }
}
