package filigree.model.network;

/// One step of an [ExactNetwork], with what it reads and writes. All values start at 0; gradients
/// are added up, since a value may have several readers.
interface ExactStep {
    /// Writes value and tangent.
    void forward();

    /// Adds to the gradient of what it read.
    void backward();

    static ExactStep copy(ExactValue in, ExactValue out) {
        return where(in, out, false);
    }

    /// The gradient at 0 is 0, and so is the second derivative everywhere.
    static ExactStep relu(ExactValue in, ExactValue out) {
        return where(in, out, true);
    }

    private static ExactStep where(ExactValue in, ExactValue out, boolean positive) {
        return new ExactStep() {
            @Override
            public void forward() {
                for (int i = 0; i < in.value.length; i++) {
                    if (!positive || in.value[i] > 0) {
                        out.take(i, in, i);
                    }
                }
            }

            @Override
            public void backward() {
                for (int i = 0; i < in.value.length; i++) {
                    if (!positive || in.value[i] > 0) {
                        out.giveBack(i, in, i, 1);
                    }
                }
            }
        };
    }

    static ExactStep sum(ExactValue left, ExactValue right, ExactValue out) {
        ExactStep a = copy(left, out);
        ExactStep b = copy(right, out);
        return new ExactStep() {
            @Override
            public void forward() {
                a.forward();
                b.forward();
            }

            @Override
            public void backward() {
                a.backward();
                b.backward();
            }
        };
    }
}
