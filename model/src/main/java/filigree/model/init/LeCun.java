package filigree.model.init;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Normal weights of variance `1 / fan-in`.
///
/// @param fanIn which inputs count
/// @param draw which of the numbers of the same seed
public record LeCun(FanIn fanIn, long draw) implements Initializer {
    static final Param.OfChoice<FanIn> FAN_IN =
            new Param.OfChoice<>("fanIn", FanIn.ACTIVE, Param.Timing.NEXT_RUN);

    public static final MethodType<LeCun> TYPE =
            MethodType.<LeCun>of("lecun", "LeCun et al. 1998, Efficient BackProp")
                    .param(FAN_IN, LeCun::fanIn)
                    .param(DRAW, LeCun::draw)
                    .build(v -> new LeCun(v.get(FAN_IN), v.get(DRAW)));

    /// With the seed’s first numbers.
    public LeCun(FanIn fanIn) {
        this(fanIn, 0);
    }

    @Override
    public MethodType<LeCun> type() {
        return TYPE;
    }

    @Override
    public double gain() {
        return 1;
    }
}
