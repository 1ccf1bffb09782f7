package filigree.model.topology;

import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongFunction;

/// An update that keeps the total and not what each layer has: all layers drop their smallest
/// weights, and what has gone grows again where a method finds it worth most.
final class Redistribution {
    private Redistribution() {}

    /// @param drops how many weights a layer loses; one stays in any case
    /// @param worth of a layer, given what survives there: growth is shared in proportion
    /// @param grow what grows in a layer: highest first, the just-dropped included
    static List<NextMask> of(
            List<LayerView> layers,
            ToLongFunction<LayerView> drops,
            ToDoubleBiFunction<LayerView, Mask> worth,
            Scorer grow) {
        List<Mask> kept = new ArrayList<>();
        double[] worths = new double[layers.size()];
        long[] room = new long[layers.size()];
        long dropped = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            int active = layer.mask().activeCount();
            long left = Math.max(1, active - drops.applyAsLong(layer));
            Mask stay = MaskSelection.keepHighest(layer, left, Scorer.MAGNITUDE);
            kept.add(stay);
            worths[l] = worth.applyAsDouble(layer, stay);
            room[l] = layer.shape().size() - stay.activeCount();
            dropped += active - stay.activeCount();
        }
        long[] shares = shares(dropped, worths, room);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Mask stay = kept.get(l);
            masks.add(
                    new NextMask(
                            stay, MaskSelection.growHighest(layers.get(l), stay, shares[l], grow)));
        }
        return masks;
    }

    /// Shares `count` in proportion to `weights`, at most `room` each; all of it, if there is room.
    static long[] shares(long count, double[] weights, long[] room) {
        long[] shares = new long[weights.length];
        long left = count;
        while (left > 0) {
            double sum = 0;
            int open = 0;
            for (int l = 0; l < shares.length; l++) {
                sum += shares[l] < room[l] ? weights[l] : 0;
                open += shares[l] < room[l] ? 1 : 0;
            }
            if (open == 0) {
                break;
            }
            double[] remainders = new double[shares.length];
            long given = 0;
            for (int l = 0; l < shares.length; l++) {
                remainders[l] = -1;
                if (shares[l] < room[l]) {
                    double part = sum > 0 ? left * (weights[l] / sum) : (double) left / open;
                    long whole = Math.min((long) part, room[l] - shares[l]);
                    shares[l] += whole;
                    given += whole;
                    remainders[l] = shares[l] < room[l] ? part - whole : -1;
                }
            }
            left -= given;
            if (given == 0) { // less than one each is left: the largest remainders take it
                for (; left > 0; left--) {
                    int best = 0;
                    for (int l = 1; l < shares.length; l++) {
                        best = remainders[l] > remainders[best] ? l : best;
                    }
                    if (remainders[best] < 0) {
                        break;
                    }
                    shares[best]++;
                    remainders[best] = -1;
                }
            }
        }
        return shares;
    }
}
