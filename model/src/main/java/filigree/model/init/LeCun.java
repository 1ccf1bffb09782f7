package filigree.model.init;

import filigree.model.method.MethodType;
import filigree.model.method.Param;

/// Normal weights of variance `1 / fan-in`.
///
/// @param fanIn which inputs count
public record LeCun(FanIn fanIn) implements Initializer {
    static final Param.OfChoice<FanIn> FAN_IN =
            new Param.OfChoice<>("fanIn", FanIn.ACTIVE, Param.Timing.NEXT_RUN);

    public static final MethodType<LeCun> TYPE =
            MethodType.<LeCun>of("lecun", "LeCun et al. 1998, Efficient BackProp")
                    .param(FAN_IN, LeCun::fanIn)
                    .build(v -> new LeCun(v.get(FAN_IN)));

    @Override
    public MethodType<LeCun> type() {
        return TYPE;
    }

    @Override
    public double gain() {
        return 1;
    }
}
