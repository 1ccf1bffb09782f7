package filigree.model.gradient;

import filigree.model.method.MethodType;

/// Every gradient is used as it is.
public record DenseGradients() implements GradientTransform {
    public static final MethodType<DenseGradients> TYPE =
            MethodType.<DenseGradients>of("dense-gradients", "by definition")
                    .build(_ -> new DenseGradients());

    @Override
    public MethodType<DenseGradients> type() {
        return TYPE;
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public void apply(Gradients gradients) {}
}
