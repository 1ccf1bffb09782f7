package filigree.model.sparsity;

import java.util.List;
import java.util.stream.IntStream;

/// Layers whose units can only go together. Where branches are added up, unit u of each of them is
/// one; so a unit goes from all layers that write it, from the normalisations behind them and from
/// all layers that read it. All of that for one unit is a *dependency group* (Fang et al. 2023,
/// DepGraph, arXiv:2301.12900).
///
/// Unit u of a layer that writes is row u of its weight and bias u. In a layer that reads it is a
/// run of neighbouring columns: the taps of a channel, or the pixels of a channel that was
/// flattened.
///
/// @param units how many there are: neurons, or channels
/// @param writers prunable layers that write them, ascending
/// @param norms learned layers (not prunable) that scale and shift them
/// @param readers prunable layers that read them, ascending
public record Coupling(
        int units, List<Integer> writers, List<Integer> norms, List<Integer> readers) {
    public Coupling {
        writers = List.copyOf(writers);
        norms = List.copyOf(norms);
        readers = List.copyOf(readers);
    }

    /// Couplings of a chain of layers without normalisations: each layer but the last has its own.
    public static List<Coupling> ofChain(List<LayerShape> layers) {
        return IntStream.range(0, layers.size() - 1)
                .mapToObj(l ->
                        new Coupling(layers.get(l).out(), List.of(l), List.of(), List.of(l + 1)))
                .toList();
    }

    /// Which unit a column of a layer that reads belongs to.
    ///
    /// @param columns of that layer's weight
    public int unitOf(int column, int columns) {
        return column / (columns / units);
    }
}
