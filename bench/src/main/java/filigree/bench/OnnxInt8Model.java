package filigree.bench;

import filigree.bench.OnnxModel.Layer;
import filigree.bench.OnnxModel.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The same perceptron in whole numbers, as static quantization leaves it: `QuantizeLinear`, then
/// one `QGemm` (of onnxruntime's own operators) a layer, with weights in int8, one scale a layer, and
/// activations in uint8 from zero, which makes the ReLU part of rounding. The last layer gives f32.
final class OnnxInt8Model {
    private static final int UINT8 = 2; // TensorProto.DataType
    private static final int INT8 = 3;
    private static final int INT32 = 6;
    private static final int FLOAT_ATTRIBUTE = 1; // AttributeProto.AttributeType
    private static final int INT_ATTRIBUTE = 2;

    private OnnxInt8Model() {}

    /// @param examples non-negative; the largest activation they cause is the largest there is
    static byte[] of(List<Layer> layers, int batch, float[][] examples) {
        var graph = new Message();
        var constants = new Message();
        float[] largest = largest(layers, examples);
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            float sx = largest[l] / 255;
            float sw = largest(layer.weight()) / 127;
            constants.add(5, OnnxModel.tensor("sx" + l, new float[] {sx}));
            constants.add(5, OnnxModel.tensor("sw" + l, new float[] {sw}));
            constants.add(
                    5,
                    OnnxModel.tensor(
                            "w" + l, INT8, turned(layer, sw), layer.columns(), layer.rows()));
            constants.add(
                    5, OnnxModel.tensor("b" + l, INT32, bias(layer, sx * sw), layer.rows()));
        }
        constants.add(5, OnnxModel.tensor("zx", UINT8, new byte[1]));
        constants.add(5, OnnxModel.tensor("zw", INT8, new byte[1]));
        graph.add(1, OnnxModel.node("QuantizeLinear", "q0", "x", "sx0", "zx"));
        for (int l = 0; l < layers.size(); l++) {
            graph.add(1, product(l, l == layers.size() - 1));
        }
        graph.add(2, "mlp");
        graph.bytes.writeBytes(constants.bytes.toByteArray());
        graph.add(11, OnnxModel.value("x", batch, layers.getFirst().columns()));
        graph.add(12, OnnxModel.value("y", batch, layers.getLast().rows()));
        return new Message()
                .add(1, 8)
                .add(7, graph)
                .add(8, new Message().add(2, 17))
                .add(8, new Message().add(1, "com.microsoft").add(2, 1))
                .bytes
                .toByteArray();
    }

    private static Message product(int l, boolean last) {
        String[] in = {"q" + l, "sx" + l, "zx", "w" + l, "sw" + l, "zw", "b" + l};
        String[] rounded = {
            "q" + l, "sx" + l, "zx", "w" + l, "sw" + l, "zw", "b" + l, "sx" + (l + 1), "zx"
        };
        return OnnxModel.node("QGemm", last ? "y" : "q" + (l + 1), last ? in : rounded)
                .add(5, new Message().add(1, "alpha").addFloat(2, 1).add(20, FLOAT_ATTRIBUTE))
                .add(5, new Message().add(1, "transA").add(3, 0).add(20, INT_ATTRIBUTE))
                .add(5, new Message().add(1, "transB").add(3, 0).add(20, INT_ATTRIBUTE))
                .add(7, "com.microsoft".getBytes(StandardCharsets.UTF_8));
    }

    /// `[columns, rows]`.
    private static byte[] turned(Layer layer, float scale) {
        byte[] turned = new byte[layer.weight().length];
        for (int k = 0; k < turned.length; k++) {
            int at = k % layer.columns() * layer.rows() + k / layer.columns();
            turned[at] = (byte) Math.round(layer.weight()[k] / scale);
        }
        return turned;
    }

    private static byte[] bias(Layer layer, float scale) {
        ByteBuffer raw =
                ByteBuffer.allocate(4 * layer.rows()).order(ByteOrder.LITTLE_ENDIAN);
        for (float b : layer.bias()) {
            raw.putInt(Math.round(b / scale));
        }
        return raw.array();
    }

    /// Of what each layer reads.
    private static float[] largest(List<Layer> layers, float[][] examples) {
        float[] largest = new float[layers.size()];
        for (float[] example : examples) {
            float[] x = example;
            for (int l = 0; l < layers.size(); l++) {
                largest[l] = Math.max(largest[l], largest(x));
                x = relu(layers.get(l), x);
            }
        }
        return largest;
    }

    private static float[] relu(Layer layer, float[] x) {
        float[] y = layer.bias().clone();
        for (int k = 0; k < layer.weight().length; k++) {
            y[k / layer.columns()] += layer.weight()[k] * x[k % layer.columns()];
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(y[i], 0);
        }
        return y;
    }

    private static float largest(float[] numbers) {
        float largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
