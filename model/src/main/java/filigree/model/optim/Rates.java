package filigree.model.optim;

import filigree.model.method.Param;
import filigree.model.schedule.Cosine;
import filigree.model.schedule.Schedule;

/// The parameters that every optimizer has.
final class Rates {
    static final Param.OfMethod<Schedule> RATE =
            Param.<Schedule>method("rate", Schedule.class, new Cosine(1)).except("same").live();
    static final Param.OfDouble WARMUP = Param.fraction("warmup", 0).live();
    static final Param.OfDouble WEIGHT_DECAY = Param.magnitude("weightDecay", 0, 0, 0.1).live();

    private Rates() {}

    static Param.OfDouble peak(double byDefault) {
        return Param.magnitude("peak", byDefault, 1e-5, 10).live();
    }
}
