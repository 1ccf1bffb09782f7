package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Iterative magnitude pruning with rewinding: trains, prunes a share of each layer's smallest
/// weights, sets what is left back to its values of an early step, and trains again.
///
/// The run is cut into `rounds + 1` trainings of equal length, each with the whole learning rate
/// schedule and a fresh optimizer; the last is that of the ticket found. The sparsity follows from
/// the shares, so there is no target:
///
/// ```
/// active after round r = active before - round_half_up(share active before)
/// ```
///
/// @param share of the active weights of a layer that a round prunes
/// @param outputShare the same of the output layer
/// @param rounds of pruning
/// @param rewindTo step of the first training whose values come back; 0: the initial ones
public record LotteryTicket(double share, double outputShare, long rounds, long rewindTo)
        implements MaskUpdater {
    static final Param.OfDouble SHARE = Param.fraction("share", 0.2).live();
    static final Param.OfDouble OUTPUT_SHARE = Param.fraction("outputShare", 0.1).live();
    static final Param.OfLong ROUNDS = Param.whole("rounds", 5, 1, 100);
    static final Param.OfLong REWIND_TO = Param.whole("rewindTo", 0, 0, 1_000_000).in(Unit.STEPS);

    public static final MethodType<LotteryTicket> TYPE =
            MethodType.<LotteryTicket>of(
                            "lottery-ticket",
                            "Frankle and Carbin 2019, arXiv:1803.03635; rewinding to a later step:"
                                    + " Frankle et al. 2020, arXiv:1912.05671")
                    .param(SHARE, LotteryTicket::share)
                    .param(OUTPUT_SHARE, LotteryTicket::outputShare)
                    .param(ROUNDS, LotteryTicket::rounds)
                    .param(REWIND_TO, LotteryTicket::rewindTo)
                    .build(v ->
                            new LotteryTicket(
                                    v.get(SHARE),
                                    v.get(OUTPUT_SHARE),
                                    v.get(ROUNDS),
                                    v.get(REWIND_TO)));

    @Override
    public MethodType<LotteryTicket> type() {
        return TYPE;
    }

    private long length(long steps) {
        return Math.max(1, steps / (rounds + 1));
    }

    @Override
    public Span span(long steps) {
        return new Span(length(steps), rounds * length(steps));
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return span(steps).isDue(step, length(steps));
    }

    @Override
    public Span roundAt(long step, long steps) {
        long round = Math.min(step / length(steps), rounds);
        long begin = round * length(steps);
        return new Span(begin, round == rounds ? steps : begin + length(steps));
    }

    @Override
    public boolean remembersAt(long step, long steps) {
        return step == Math.min(rewindTo, length(steps) - 1);
    }

    @Override
    public boolean rewinds() {
        return true;
    }

    /// Its gradient is that of weights that are gone.
    @Override
    public boolean replacesOptimizerStep() {
        return true;
    }

    /// Nothing: the sparsity depends on the layers' sizes.
    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.empty();
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        List<NextMask> next = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            long active = layers.get(l).mask().activeCount();
            double drop = l == layers.size() - 1 ? outputShare : share;
            long kept = Math.max(1, active - Math.round(drop * active));
            Mask mask = MaskSelection.keepHighest(layers.get(l), kept, Scorer.MAGNITUDE);
            next.add(NextMask.kept(mask));
        }
        return next;
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(l -> NextMask.kept(l.mask())).toList();
    }
}
