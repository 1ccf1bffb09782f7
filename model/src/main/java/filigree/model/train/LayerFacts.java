package filigree.model.train;

import filigree.model.layer.TrainableLayer;
import filigree.model.network.Network;
import filigree.model.network.NetworkBuilder;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prunable layers as `run.json` has them, so that whoever reads a run need not build its
/// network. Where they are no chain, `reads` names what feeds each, a layer or the input; what no
/// layer reads feeds the output, and what says so (`feedsOutput`) though a layer reads it.
final class LayerFacts {
    private LayerFacts() {}

    static List<Map<String, Object>> of(Network network) {
        List<Map<String, Object>> facts = new ArrayList<>();
        Wiring wiring = network.wiring();
        for (TrainableLayer layer : network.trainable()) {
            LayerShape shape = layer.weight().shape();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", shape.name());
            line.put("out", shape.out());
            line.put("in", shape.in());
            line.put("kernelHeight", shape.kernelHeight());
            line.put("kernelWidth", shape.kernelWidth());
            line.put("positions", layer.positions());
            if (!wiring.isChain()) {
                line.put(
                        "reads",
                        wiring.sources().get(facts.size()).stream()
                                .map(l -> nameOf(l, network))
                                .toList());
                boolean isRead = wiring.sources().stream().anyMatch(s -> s.contains(facts.size()));
                if (isRead && wiring.outputs().contains(facts.size())) {
                    line.put("feedsOutput", true);
                }
            }
            facts.add(line);
        }
        return facts;
    }

    private static String nameOf(int layer, Network network) {
        return layer == Wiring.INPUT ? NetworkBuilder.INPUT : network.trainable().get(layer).name();
    }
}
