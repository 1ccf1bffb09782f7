package filigree.model.init;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Normal weights of variance `2 / fan-in`.
///
/// @param fanIn which inputs count
/// @param draw which of the numbers of the same seed
public record He(FanIn fanIn, long draw) implements Initializer {
    static final Param.OfChoice<FanIn> FAN_IN =
            new Param.OfChoice<>("fanIn", FanIn.ACTIVE, Param.Timing.NEXT_RUN);

    public static final MethodType<He> TYPE =
            MethodType.<He>of(
                            "he",
                            "He et al. 2015, arXiv:1502.01852; per neuron: Evci et al. 2022, arXiv:2010.03533")
                    .param(FAN_IN, He::fanIn)
                    .param(DRAW, He::draw)
                    .build(v -> new He(v.get(FAN_IN), v.get(DRAW)));

    /// With the seed’s first numbers.
    public He(FanIn fanIn) {
        this(fanIn, 0);
    }

    @Override
    public MethodType<He> type() {
        return TYPE;
    }

    @Override
    public double gain() {
        return 2;
    }
}
