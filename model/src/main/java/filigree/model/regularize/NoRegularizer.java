package filigree.model.regularize;

import filigree.model.method.MethodType;

/// No penalty.
public record NoRegularizer() implements Regularizer {
    public static final MethodType<NoRegularizer> TYPE =
            MethodType.<NoRegularizer>of("no-regularizer", "by definition")
                    .build(_ -> new NoRegularizer());

    @Override
    public MethodType<NoRegularizer> type() {
        return TYPE;
    }
}
