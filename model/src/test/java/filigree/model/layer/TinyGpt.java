package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.Activations;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One pre-norm block of GPT-2 (Radford et al. 2019) between embeddings and head, with sparse
/// linear maps: predicts the next token.
///
/// ```
/// s = token(x) + place      s = s + drop(out(attention(qkv(norm(s)))))
/// s = s + fc2(gelu(fc1(norm(s))))      z = head(norm(s))
/// ```
final class TinyGpt {
    static final int VOCABULARY = 5;
    private static final int SIZE = 8;
    private static final int HEADS = 2;

    final PassMode mode = new PassMode();
    final int columns;
    private final Kernels kernels;
    private final Sequences sequences;
    private final SplittableRandom random = new SplittableRandom(6);
    private final List<Step> steps = new ArrayList<>();
    private final List<Activations> values = new ArrayList<>();
    private final List<Activations> gradients = new ArrayList<>();
    private final int[] labels;
    private final Loss.Totals totals;

    /// `values(to) = layer(values(from))`, plus `values(skip)` unless that is -1.
    private record Step(Layer layer, int from, int to, int skip) {}

    /// @param columns tokens of the batch
    TinyGpt(Kernels kernels, int length, int columns) {
        this.kernels = kernels;
        this.sequences = new Sequences(length);
        this.columns = columns;
        this.totals = new Loss.Totals(Math.ceilDiv(columns, TileRows.COLUMNS));
        this.labels = new int[columns];
        buffer(1);
        for (int c = 0; c < columns; c++) {
            values.getFirst().set(0, c, random.nextInt(VOCABULARY));
            labels[c] = random.nextInt(VOCABULARY);
        }
        wire();
        for (Parameter p : parameters()) {
            LayerProblem.randomise(p.matrix(), random);
        }
    }

    private void wire() {
        var dropout = new Dropout("drop", SIZE, 0.2, 0, mode);
        then(new Embedding("token", VOCABULARY, SIZE));
        int stream = then(new PositionEmbedding("place", sequences, SIZE));
        then(new LayerNorm("norm1", SIZE));
        then(linear("qkv", SIZE, 3 * SIZE));
        then(new CausalAttention("attention", SIZE, HEADS, sequences, kernels));
        then(linear("out", SIZE, SIZE));
        stream = then(dropout, stream);
        then(new LayerNorm("norm2", SIZE));
        then(linear("fc1", SIZE, 2 * SIZE));
        then(new Gelu("gelu", 2 * SIZE));
        then(linear("fc2", 2 * SIZE, SIZE), stream);
        then(new LayerNorm("norm3", SIZE));
        then(linear("head", SIZE, VOCABULARY));
    }

    List<Parameter> parameters() {
        return steps.stream().flatMap(s -> s.layer().parameters().stream()).toList();
    }

    int tiles() {
        return values.getFirst().tiles();
    }

    /// Forward, loss and backward of one tile.
    void carry(int tile) {
        for (Step s : steps) {
            Activations to = values.get(s.to());
            s.layer().forward(values.get(s.from()), to, tile);
            if (s.skip() >= 0) {
                Residual.add(values.get(s.skip()), to, tile);
            }
        }
        new CrossEntropy()
                .evaluate(kernels, values.getLast(), labels, gradients.getLast(), totals, tile);
        for (Step s : steps.reversed()) {
            Activations dIn = gradients.get(s.from());
            s.layer()
                    .backward(
                            values.get(s.from()),
                            values.get(s.to()),
                            gradients.get(s.to()),
                            dIn,
                            tile);
            for (Step later : steps) {
                if (later.skip() == s.from()) {
                    Residual.add(gradients.get(later.to()), dIn, tile);
                }
            }
        }
    }

    /// Gradients of all parameters, after all tiles.
    void parameterGradients() {
        for (Step s : steps) {
            LayerProblem.gradients(s.layer(), values.get(s.from()), gradients.get(s.to()));
        }
    }

    double loss() {
        for (int tile = 0; tile < tiles(); tile++) {
            carry(tile);
        }
        return totals.loss() / columns;
    }

    private int then(Layer layer) {
        return then(layer, -1);
    }

    private int then(Layer layer, int skip) {
        int from = values.size() - 1;
        buffer(layer.outputSize());
        steps.add(new Step(layer, from, from + 1, skip));
        return from + 1;
    }

    private void buffer(int features) {
        values.add(new Activations(features, columns));
        gradients.add(new Activations(features, columns));
    }

    private Linear linear(String name, int in, int out) {
        Mask mask = Mask.where(out, in, _ -> random.nextDouble() < 0.5);
        return new Linear(
                name,
                Parameter.weight(LayerShape.linear(name, out, in), mask),
                Parameter.bias(name + ".bias", out),
                kernels);
    }
}
