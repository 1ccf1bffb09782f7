package filigree.views.run;

import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate;
import java.util.ArrayList;
import java.util.List;

/// Masks of the past, one frame an update, thinned to every second one when there are too many.
public final class MaskFilm {
    private static final int MOST = 96;

    /// @param step at which these masks began to act
    /// @param masks one a layer
    /// @param explored share of all prunable weights that were ever active, R_s
    public record Frame(long step, List<Mask> masks, double explored) {
        public Frame {
            masks = List.copyOf(masks);
        }
    }

    private final List<Frame> frames = new ArrayList<>();
    private int stride = 1;
    private int seen;

    void start(List<Mask> masks, double explored) {
        frames.add(new Frame(0, masks, explored));
    }

    void add(TopologyUpdate update, double explored) {
        if (++seen % stride != 0) {
            return;
        }
        frames.add(
                new Frame(
                        update.step(),
                        update.layers().stream().map(l -> l.after()).toList(),
                        explored));
        if (frames.size() > MOST) {
            for (int i = frames.size() - 1; i > 0; i -= 2) {
                frames.remove(i);
            }
            stride *= 2;
        }
    }

    /// Returns up to `count` frames, evenly spread, the first and the latest among them.
    public List<Frame> spread(int count) {
        if (frames.size() <= count) {
            return List.copyOf(frames);
        }
        List<Frame> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(frames.get(Math.round((float) i * (frames.size() - 1) / (count - 1))));
        }
        return chosen;
    }

    public List<Frame> frames() {
        return List.copyOf(frames);
    }
}
