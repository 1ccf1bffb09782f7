package filigree.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// The peer: predictions by onnxruntime, dense, with all its optimisations. Input and output
/// stand in memory it reads and writes directly.
final class OnnxRuntime implements AutoCloseable {
    private final OrtSession session;
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final OnnxTensor x;
    private final OnnxTensor y;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    /// @param model with input `x` and output `y` in f32
    OnnxRuntime(byte[] model, int features, int classes, int batch, int threads)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        }
        in = direct(batch * features);
        out = direct(batch * classes);
        x = OnnxTensor.createTensor(environment, in, new long[] {batch, features});
        y = OnnxTensor.createTensor(environment, out, new long[] {batch, classes});
        inputs = Map.of("x", x);
        outputs = Map.of("y", y);
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(4 * floats)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /// `[batch, features]`, to be written.
    FloatBuffer input() {
        return in;
    }

    /// `[batch, classes]`, as of the last [#run].
    FloatBuffer output() {
        return out;
    }

    void run() {
        try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
            if (result.size() != 1) {
                throw new IllegalStateException(result.size() + " outputs");
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws OrtException {
        x.close();
        y.close();
        session.close();
    }
}
