package filigree.model.quantize;

import filigree.model.method.Method;

/// Rounds weights and activations to what a smaller number format can hold.
public interface Quantizer extends Method {}
