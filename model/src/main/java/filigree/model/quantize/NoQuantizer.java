package filigree.model.quantize;

import filigree.model.method.MethodType;

/// Every weight and activation is a 32-bit float.
public record NoQuantizer() implements Quantizer {
    public static final MethodType<NoQuantizer> TYPE =
            MethodType.<NoQuantizer>of("no-quantizer", "by definition")
                    .build(_ -> new NoQuantizer());

    @Override
    public MethodType<NoQuantizer> type() {
        return TYPE;
    }
}
