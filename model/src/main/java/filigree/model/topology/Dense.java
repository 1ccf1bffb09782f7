package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Uniform;
import java.util.List;
import java.util.OptionalDouble;

/// Every weight stays: the network that sparse ones are compared with.
public record Dense() implements MaskUpdater {
    public static final MethodType<Dense> TYPE =
            MethodType.<Dense>of("dense", "by definition").build(_ -> new Dense());

    @Override
    public MethodType<Dense> type() {
        return TYPE;
    }

    @Override
    public Span span(long steps) {
        return new Span(0, 0);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return false;
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.of(0);
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(l -> NextMask.kept(l.mask())).toList();
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return Retargeting.to(0, new Uniform(), layers, Scorer.RANDOM);
    }
}
