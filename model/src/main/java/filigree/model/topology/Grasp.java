package filigree.model.topology;

import filigree.model.layer.Linear;
import filigree.model.layer.TrainableLayer;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;
import filigree.model.network.ExactNetwork;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;

/// Prunes before training what the flow of gradients depends on least.
///
/// ```
/// score = w (H g)       g = dL/dw, H its derivative, L on logits / temperature
/// ```
///
/// The highest stay: those whose `-w (H g)`, the paper's score, is lowest. The product with the
/// Hessian is exact.
///
/// @param sparsity fraction of zeros
/// @param batches how many gradient and Hessian are means of
/// @param samplesPerClass examples of each class that they are means of, in place of `batches`; 0
///   for those
/// @param temperature that the logits are divided by
/// @param scored which weights the scores are those of
public record Grasp(
        double sparsity, long batches, long samplesPerClass, double temperature, Scored scored)
        implements AtStart {
    static final Param.OfLong SAMPLES_PER_CLASS =
            Param.whole("samplesPerClass", 0, 0, 1_000).in(Unit.EXAMPLES);
    static final Param.OfDouble TEMPERATURE = Param.magnitude("temperature", 200, 1, 10_000);
    static final Param.OfChoice<Scored> SCORED =
            new Param.OfChoice<>("scored", Scored.TRAINED, Timing.NEXT_RUN);

    public static final MethodType<Grasp> TYPE =
            MethodType.<Grasp>of("grasp", "Wang et al. 2020, arXiv:2002.07376, equation 8")
                    .param(PruneAndGrow.SPARSITY, Grasp::sparsity)
                    .param(Snip.BATCHES, Grasp::batches)
                    .param(SAMPLES_PER_CLASS, Grasp::samplesPerClass)
                    .param(TEMPERATURE, Grasp::temperature)
                    .param(SCORED, Grasp::scored)
                    .build(v ->
                            new Grasp(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Snip.BATCHES),
                                    v.get(SAMPLES_PER_CLASS),
                                    v.get(TEMPERATURE),
                                    v.get(SCORED)));

    /// Which weights are scored.
    public enum Scored {
        /// Those that train.
        TRAINED,
        /// In linear layers others, drawn for the scores alone, as in the authors' code: `w ~ N(0,
        /// 2 / (inputs + outputs))` (Glorot and Bengio 2010).
        DRAWN_ANEW
    }

    @Override
    public MethodType<Grasp> type() {
        return TYPE;
    }

    @Override
    public List<Mask> choose(Beginning beginning) {
        List<LayerShape> shapes =
                beginning.network().trainable().stream().map(l -> l.weight().shape()).toList();
        var exact = new ExactNetwork(beginning.network());
        if (scored == Scored.DRAWN_ANEW) {
            drawAnew(exact, beginning);
        }
        List<double[]> scores = scores(exact, beginning);
        List<Mask> highest = SharedSelection.keepHighest(shapes, scores, sparsity);
        return beginning.isInverted()
                ? SharedSelection.keepLowest(shapes, scores, highest)
                : highest;
    }

    private static void drawAnew(ExactNetwork exact, Beginning beginning) {
        List<TrainableLayer> layers = beginning.network().trainable();
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Linear linear) {
                LayerShape shape = linear.weight().shape();
                double deviation = Math.sqrt(2.0 / (shape.rows() + shape.columns()));
                long key = beginning.random().key(Purpose.SCORED_WEIGHTS, 0, l);
                double[] w = exact.weights().get(l);
                for (int i = 0; i < w.length; i++) {
                    w[i] = deviation * RandomStreams.normal(key, i);
                }
            }
        }
    }

    private List<double[]> scores(ExactNetwork exact, Beginning beginning) {
        exact.restart();
        addExamples(exact, beginning);
        exact.restart(exact.gradient());
        addExamples(exact, beginning);
        return SharedSelection.products(exact.weights(), exact.hessianTimesDirection());
    }

    private void addExamples(ExactNetwork exact, Beginning beginning) {
        Beginning.Reader add = (x, label) -> exact.add(x, label, temperature);
        if (samplesPerClass > 0) {
            beginning.eachExampleOfClasses(Math.toIntExact(samplesPerClass), add);
        } else {
            beginning.eachExample(Math.toIntExact(batches), add);
        }
    }
}
