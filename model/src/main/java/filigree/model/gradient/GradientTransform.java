package filigree.model.gradient;

import filigree.model.method.Method;

/// What happens to gradients between backward pass and optimizer.
public interface GradientTransform extends Method {}
