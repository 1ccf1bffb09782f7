package filigree.model.regularize;

import filigree.model.method.Method;

/// A penalty on weights, beside the optimizer's own weight decay.
public interface Regularizer extends Method {}
