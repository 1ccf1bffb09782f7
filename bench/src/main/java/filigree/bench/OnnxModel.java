package filigree.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a multilayer perceptron as an ONNX model (protobuf, IR version 8, operators of version
/// 17): `Gemm`, `Relu`, `Gemm`, …
///
/// Field numbers are those of `onnx.proto3`. Of protobuf it needs only whole numbers and byte
/// strings.
final class OnnxModel {
    private static final int FLOAT = 1; // TensorProto.DataType
    private static final int INT = 2; // AttributeProto.AttributeType

    /// @param weight `[rows, columns]`, row-major, dense
    /// @param bias one a row
    record Layer(int rows, int columns, float[] weight, float[] bias) {}

    private OnnxModel() {}

    /// Input `x`, output `y`, both `[batch, features]`, f32.
    static byte[] of(List<Layer> layers, int batch) {
        var graph = new Message();
        String x = "x";
        for (int l = 0; l < layers.size(); l++) {
            boolean last = l == layers.size() - 1;
            String z = last ? "y" : "z" + l;
            graph.add(1, gemm(x, "w" + l, "b" + l, z));
            if (!last) {
                graph.add(1, node("Relu", "x" + l, z));
            }
            x = "x" + l;
        }
        graph.add(2, "mlp");
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            graph.add(5, tensor("w" + l, layer.weight, layer.rows, layer.columns));
            graph.add(5, tensor("b" + l, layer.bias, layer.rows));
        }
        graph.add(11, value("x", batch, layers.getFirst().columns));
        graph.add(12, value("y", batch, layers.getLast().rows));
        return new Message()
                .add(1, 8)
                .add(7, graph)
                .add(8, new Message().add(2, 17))
                .bytes
                .toByteArray();
    }

    /// `z = x w^T + b`.
    private static Message gemm(String x, String w, String b, String z) {
        var transposed = new Message().add(1, "transB").add(3, 1).add(20, INT);
        return node("Gemm", z, x, w, b).add(5, transposed);
    }

    static Message node(String operator, String output, String... inputs) {
        var node = new Message();
        for (String input : inputs) {
            node.add(1, input);
        }
        return node.add(2, output).add(4, operator);
    }

    static Message tensor(String name, float[] values, int... sizes) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, FLOAT, raw.array(), sizes);
    }

    /// @param type a TensorProto.DataType
    /// @param raw its numbers, the lowest byte first
    static Message tensor(String name, int type, byte[] raw, int... sizes) {
        var tensor = new Message();
        for (int size : sizes) {
            tensor.add(1, size);
        }
        return tensor.add(2, type).add(8, name).add(9, raw);
    }

    static Message value(String name, int... sizes) {
        var shape = new Message();
        for (int size : sizes) {
            shape.add(1, new Message().add(1, size));
        }
        var type = new Message().add(1, new Message().add(1, FLOAT).add(2, shape));
        return new Message().add(1, name).add(2, type);
    }

    /// A protobuf message under way.
    static final class Message {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message add(int field, int number) {
            varint(field << 3);
            varint(number);
            return this;
        }

        Message addFloat(int field, float number) {
            varint(field << 3 | 5);
            for (int bits = Float.floatToIntBits(number), n = 0; n < 4; n++, bits >>>= 8) {
                bytes.write(bits);
            }
            return this;
        }

        Message add(int field, byte[] content) {
            varint(field << 3 | 2);
            varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        Message add(int field, String text) {
            return add(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message add(int field, Message message) {
            return add(field, message.bytes.toByteArray());
        }

        /// Seven bits a byte, the lowest first.
        private void varint(int number) {
            int rest = number;
            for (; rest >>> 7 != 0; rest >>>= 7) {
                bytes.write(rest & 0x7f | 0x80);
            }
            bytes.write(rest);
        }
    }
}
