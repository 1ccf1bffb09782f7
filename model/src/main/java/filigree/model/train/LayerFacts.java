package filigree.model.train;

import filigree.model.layer.TrainableLayer;
import filigree.model.sparsity.LayerShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prunable layers as `run.json` has them, so that whoever reads a run need not build its
/// network.
final class LayerFacts {
    private LayerFacts() {}

    static List<Map<String, Object>> of(List<TrainableLayer> layers) {
        List<Map<String, Object>> facts = new ArrayList<>();
        for (TrainableLayer layer : layers) {
            LayerShape shape = layer.weight().shape();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", shape.name());
            line.put("out", shape.out());
            line.put("in", shape.in());
            line.put("kernelHeight", shape.kernelHeight());
            line.put("kernelWidth", shape.kernelWidth());
            line.put("positions", layer.positions());
            facts.add(line);
        }
        return facts;
    }
}
