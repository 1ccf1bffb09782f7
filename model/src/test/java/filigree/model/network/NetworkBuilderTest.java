package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.Layer;
import filigree.model.layer.LayerNorm;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.Relu;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NetworkBuilderTest {
    private final NetworkBuilder builder = new NetworkBuilder(4);

    @Test
    void aBranchComesBackToItsStream() {
        int x = builder.add(builder.input(), linear("stem", 4, 5));
        int branch = builder.add(x, new LayerNorm("norm", 5), linear("inner", 5, 5));
        int sum = builder.join("join", x, branch);
        int out = builder.add(sum, relu("relu", 5), linear("head", 5, 2));
        Network network = builder.build();
        assertEquals(2, builder.size(out));
        assertEquals(4, network.inputSize());
        assertEquals(2, network.outputSize());
        assertEquals(
                List.of("stem", "norm", "inner", "relu", "head"),
                network.layers().stream().map(Layer::name).toList());
        assertEquals(
                List.of("stem", "inner", "head"),
                network.trainable().stream().map(Layer::name).toList());
        assertEquals(List.of("norm"), network.learned().stream().map(Layer::name).toList());
        assertEquals(8, network.parameters().size());
    }

    @Test
    void saysWhichSizesDoNotFit() {
        int x = builder.add(builder.input(), linear("stem", 4, 5));
        assertRefused("stem gives 5 features, head takes 6", () -> add(x, linear("head", 6, 2)));
        assertRefused(
                "the input gives 4 features, first takes 3", () -> add(0, linear("first", 3, 2)));
        assertRefused(
                "join joins the input with 4 features and stem with 5",
                () -> assertEquals(0, builder.join("join", 0, x)));
    }

    @Test
    void refusesTwoStepsOfOneName() {
        add(0, relu("relu", 4));
        assertRefused("the name relu is taken", () -> add(1, relu("relu", 4)));
        assertRefused("the name input is taken", () -> add(1, relu("input", 4)));
    }

    @Test
    void refusesABranchThatLeadsNowhere() {
        add(0, relu("dead", 4));
        add(0, relu("relu", 4));
        assertRefused("nothing reads dead", () -> assertEquals(0, builder.build().outputSize()));
    }

    @Test
    void aPartOfAStackHasNoOtherReader() {
        int a = builder.add(0, linear("a", 4, 3));
        int b = builder.add(0, linear("b", 4, 2));
        int stack = builder.stack("stack", a, b);
        assertEquals(5, builder.size(stack));
        assertRefused("part of a stack: a", () -> add(a, relu("relu", 3)));
        assertRefused("stack2 cannot stack b", () -> stack("stack2", b));
        int seen = builder.add(0, linear("seen", 4, 4));
        int inPlace = builder.add(seen, relu("inPlace", 4));
        assertRefused("stack3 cannot stack seen", () -> stack("stack3", seen));
        assertRefused("stack4 cannot stack inPlace", () -> stack("stack4", inPlace));
        assertRefused("stack5 cannot stack the input", () -> stack("stack5", 0));
    }

    private void stack(String name, int... parts) {
        int _ = builder.stack(name, parts);
    }

    private void add(int from, Layer layer) {
        int _ = builder.add(from, layer);
    }

    private static void assertRefused(String message, Executable work) {
        var e = assertThrows(IllegalArgumentException.class, work);
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }

    private static Relu relu(String name, int size) {
        return new Relu(name, size, new ScalarKernels());
    }

    private static Linear linear(String name, int in, int out) {
        return new Linear(
                name,
                Parameter.weight(LayerShape.linear(name, out, in), Mask.full(out, in)),
                Parameter.bias(name + ".bias", out),
                new ScalarKernels());
    }
}
