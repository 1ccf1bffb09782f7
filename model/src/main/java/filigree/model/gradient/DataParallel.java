package filigree.model.gradient;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Has several workers share each batch, as in a cluster, but within this program: every worker
/// computes the gradient of its own examples, compresses it with buffers of its own, and the
/// optimizer gets the mean of what they send.
///
/// ```
/// g = (1/W) sum over the workers w of compress_w(gradient of the mean loss of w's examples)
/// ```
///
/// @param workers how many; the batch is cut into as many parts of equal size
/// @param compression what each of them does
public record DataParallel(int workers, GradientTransform compression)
        implements GradientTransform {
    static final Param.OfLong WORKERS = Param.whole("workers", 4, 1, 16);
    static final Param.OfMethod<GradientTransform> COMPRESSION =
            Param.<GradientTransform>method(
                            "compression", GradientTransform.class, new DenseGradients())
                    .except("data-parallel", "sparse-updates");

    public static final MethodType<DataParallel> TYPE =
            MethodType.<DataParallel>of(
                            "data-parallel",
                            "Dean et al. 2012; Lin et al. 2018, arXiv:1712.01887, section 3")
                    .param(WORKERS, d -> (long) d.workers())
                    .param(COMPRESSION, DataParallel::compression)
                    .build(v ->
                            new DataParallel(Math.toIntExact(v.get(WORKERS)), v.get(COMPRESSION)));

    @Override
    public MethodType<DataParallel> type() {
        return TYPE;
    }

    @Override
    public boolean isExchange() {
        return true;
    }

    @Override
    public void check(double momentum) {
        compression.check(momentum);
    }

    @Override
    public void apply(Gradients gradients) {
        compression.apply(gradients);
    }
}
