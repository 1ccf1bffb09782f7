package filigree.model.train;

import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.matrix.Slots;
import filigree.model.network.Network;
import filigree.model.sparsity.Coupling;
import filigree.model.topology.LayerView;
import filigree.model.topology.UnitGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The units of a network that can go, with the parameters that belong to them.
final class Units {
    private static final int GAIN = 0; // places among the parameters of a normalisation
    private static final int SHIFT = 1;

    private Units() {}

    /// @param views of all prunable layers
    /// @param firing shares of outputs above 0, one array a coupling; asked at most once a coupling
    static List<UnitGroups> of(
            Network network,
            List<Coupling> couplings,
            List<LayerView> views,
            Supplier<List<double[]>> firing) {
        List<UnitGroups> groups = new ArrayList<>();
        List<double[]> measured = new ArrayList<>();
        for (int c = 0; c < couplings.size(); c++) {
            int own = c;
            groups.add(
                    new UnitGroups(
                            couplings.get(c),
                            views,
                            biases(network, couplings.get(c)),
                            ofNorms(network, couplings.get(c), GAIN),
                            ofNorms(network, couplings.get(c), SHIFT),
                            () -> {
                                if (measured.isEmpty()) {
                                    measured.addAll(firing.get());
                                }
                                return measured.get(own);
                            }));
        }
        return groups;
    }

    /// Sets bias, gain and shift of units that do not stay to 0, and what the optimizer keeps for
    /// them. No gradient reaches them any more.
    static void silence(Network network, List<Coupling> couplings, List<boolean[]> stay) {
        for (int c = 0; c < couplings.size(); c++) {
            List<Parameter> all = new ArrayList<>(biases(network, couplings.get(c)));
            all.addAll(ofNorms(network, couplings.get(c), GAIN));
            all.addAll(ofNorms(network, couplings.get(c), SHIFT));
            for (Parameter p : all) {
                Slots slots = p.matrix().slots();
                clear(p.matrix().values(), stay.get(c));
                for (String name : slots.names()) {
                    clear(slots.get(name), stay.get(c));
                }
                p.matrix().publish();
            }
        }
    }

    private static void clear(float[] numbers, boolean[] stay) {
        int each = numbers.length / stay.length;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = stay[i / each] ? numbers[i] : 0;
        }
    }

    private static List<Parameter> biases(Network network, Coupling coupling) {
        return coupling.writers().stream().map(l -> network.trainable().get(l).bias()).toList();
    }

    private static List<Parameter> ofNorms(Network network, Coupling coupling, int place) {
        List<Parameter> parameters = new ArrayList<>();
        for (int n : coupling.norms()) {
            LearnedLayer norm = network.learned().get(n);
            parameters.add(norm.parameters().get(place));
        }
        return parameters;
    }
}
