package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import java.util.List;

/// Scaled dot-product attention with several heads, in which a token sees itself and what stands
/// before it (Vaswani et al. 2017, arXiv:1706.03762, section 3.2).
///
/// ```
/// s(i, j) = q(i) k(j) / sqrt(d)      p(i, j) = softmax of s over j <= i
/// y(i) = sum_j p(i, j) v(j)
/// ```
///
/// The four linear maps around it are layers of their own, so that each can be sparse: one from x
/// to `[q; k; v]` before it, one for the output after it. Rows 0 … size - 1 of the input are q,
/// then k, then v; head h has the rows h d … (h + 1) d - 1 of each, d = size / heads. The
/// probabilities are computed anew in backward instead of kept.
public final class CausalAttention implements Layer {
    private final String name;
    private final int size;
    private final int heads;
    private final Sequences sequences;
    private final ThreadLocal<AttentionHead> work;

    /// @param size features of q, of k, of v and going out
    /// @param heads divides size
    /// @param sequences how tokens lie in columns
    /// @param kernels run the products
    public CausalAttention(String name, int size, int heads, Sequences sequences, Kernels kernels) {
        if (heads < 1 || size % heads != 0) {
            throw new IllegalArgumentException(
                    name + ": " + heads + " heads do not share " + size + " features evenly");
        }
        this.name = name;
        this.size = size;
        this.heads = heads;
        this.sequences = sequences;
        this.work =
                ThreadLocal.withInitial(
                        () -> new AttentionHead(size, size / heads, sequences, kernels));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return 3 * size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    public int heads() {
        return heads;
    }

    public Sequences sequences() {
        return sequences;
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        AttentionHead head = work.get();
        for (int row = 0; row < size; row += size / heads) {
            head.forward(in, out, tile, row);
        }
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        AttentionHead head = work.get();
        for (int row = 0; row < size; row += size / heads) {
            head.backward(in, dOut, dIn, tile, row);
        }
    }
}
