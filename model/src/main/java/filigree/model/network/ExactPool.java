package filigree.model.network;

import filigree.model.kernel.Pooling;

/// The largest number of each window (the first of them), or the mean.
record ExactPool(Pooling geometry, boolean max, ExactValue in, ExactValue out)
        implements ExactStep {
    @Override
    public void forward() {
        for (int o = 0; o < geometry.outputSize(); o++) {
            if (max) {
                out.take(o, in, largest(o));
            } else {
                for (int k = 0; k < area(); k++) {
                    out.value[o] += in.value[feature(o, k)] / area();
                    out.tangent[o] += in.tangent[feature(o, k)] / area();
                }
            }
        }
    }

    @Override
    public void backward() {
        for (int o = 0; o < geometry.outputSize(); o++) {
            if (max) {
                out.giveBack(o, in, largest(o), 1);
            } else {
                for (int k = 0; k < area(); k++) {
                    out.giveBack(o, in, feature(o, k), 1.0 / area());
                }
            }
        }
    }

    private int area() {
        return geometry.size() * geometry.size();
    }

    /// @param o output feature
    /// @param k pixel of its window, row by row
    private int feature(int o, int k) {
        int pixels = geometry.outHeight() * geometry.outWidth();
        int y = o % pixels / geometry.outWidth() * geometry.size() + k / geometry.size();
        int x = o % geometry.outWidth() * geometry.size() + k % geometry.size();
        return (o / pixels * geometry.height() + y) * geometry.width() + x;
    }

    private int largest(int o) {
        int best = feature(o, 0);
        for (int k = 1; k < area(); k++) {
            best = in.value[feature(o, k)] > in.value[best] ? feature(o, k) : best;
        }
        return best;
    }
}
