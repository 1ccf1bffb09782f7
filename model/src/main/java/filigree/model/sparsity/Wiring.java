package filigree.model.sparsity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which prunable layers feed which, whatever stands between them. Several that feed one are added
/// up.
///
/// @param sources for each layer those whose outputs it reads, all of them earlier; [#INPUT] is the
///   network's input
/// @param outputs layers that the network's output reads
public record Wiring(List<List<Integer>> sources, List<Integer> outputs) {
    /// What is no layer: the network's input.
    public static final int INPUT = -1;

    public Wiring {
        sources = sources.stream().map(List::copyOf).toList();
        outputs = List.copyOf(outputs);
        for (int l = 0; l < sources.size(); l++) {
            for (int source : sources.get(l)) {
                if (source < INPUT || source >= l) {
                    throw new IllegalArgumentException("layer " + l + " reads layer " + source);
                }
            }
        }
    }

    /// Each layer reads the one before it.
    public static Wiring chain(int layers) {
        return new Wiring(
                IntStream.range(0, layers).mapToObj(l -> List.of(l - 1)).toList(),
                List.of(layers - 1));
    }

    /// The output reads what no layer reads.
    public static Wiring of(List<List<Integer>> sources) {
        List<Integer> outputs = new ArrayList<>();
        for (int l = 0; l < sources.size(); l++) {
            int layer = l;
            if (sources.stream().noneMatch(s -> s.contains(layer))) {
                outputs.add(l);
            }
        }
        return new Wiring(sources, outputs);
    }

    public int layers() {
        return sources.size();
    }

    /// Whether each layer reads the one before it and nothing else.
    public boolean isChain() {
        return equals(chain(layers()));
    }
}
