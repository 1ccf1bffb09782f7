package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.network.Pass;
import filigree.model.quantize.IntegerNetwork;
import filigree.model.quantize.IntegerPredictor;

/// How a network computed in whole numbers compares with the same network with rounded numbers in
/// floating point, on the validation part.
///
/// @param examples looked at
/// @param differ predictions that are not the same
/// @param correct right answers in whole numbers
/// @param storedWeights that are not 0 as whole numbers, and kept ones
public record IntegerCheck(int examples, int differ, int correct, int storedWeights) {
    private static final int COLUMNS = 16 * Tiles.COLUMNS;

    /// @param trainer with rounded weights and activations that have ranges
    /// @throws filigree.model.error.UserFacingException naming a layer that has no form in whole
    ///   numbers
    public static IntegerCheck of(Trainer trainer) {
        IntegerNetwork integer = IntegerNetwork.of(trainer.network().layers());
        trainer.network().mode().evaluate();
        DatasetPart data = trainer.split().validation();
        var predictor = new IntegerPredictor(integer, KernelProvider.best());
        Pass pass = Pass.forward(trainer.network(), COLUMNS, (_, _, _) -> {});
        var scores = new Activations(integer.outputSize(), COLUMNS);
        int[] items = new int[COLUMNS];
        int differ = 0;
        int correct = 0;
        for (int from = 0; from < data.items(); from += COLUMNS) {
            int count = Math.min(COLUMNS, data.items() - from);
            for (int c = 0; c < COLUMNS; c++) { // columns beyond the last repeat it, uncounted
                items[c] = data.index(from + Math.min(c, count - 1));
            }
            for (int tile = 0; tile < pass.tiles(); tile++) {
                trainer.inputs().fill(pass.input(), tile, data.dataset(), items);
                pass.forward(tile);
                if (predictor.isSingle()) {
                    oneByOne(predictor, pass.input(), scores, tile);
                } else {
                    integer.forward(pass.input(), scores, tile);
                }
            }
            for (int c = 0; c < count; c++) {
                int said = largest(scores, c);
                differ += said == largest(pass.output(), c) ? 0 : 1;
                correct += said == data.label(from + c) ? 1 : 0;
            }
        }
        return new IntegerCheck(data.items(), differ, correct, integer.storedWeights());
    }

    private static void oneByOne(
            IntegerPredictor predictor, Activations in, Activations out, int tile) {
        float[] example = new float[in.features()];
        float[] scores = new float[out.features()];
        for (int c = tile * Tiles.COLUMNS; c < (tile + 1) * Tiles.COLUMNS; c++) {
            for (int i = 0; i < example.length; i++) {
                example[i] = in.get(i, c);
            }
            predictor.predict(example, scores);
            for (int i = 0; i < scores.length; i++) {
                out.set(i, c, scores[i]);
            }
        }
    }

    /// Ties go to the class of lower number.
    private static int largest(Activations z, int column) {
        int best = 0;
        for (int i = 1; i < z.features(); i++) {
            best = z.get(i, column) > z.get(best, column) ? i : best;
        }
        return best;
    }
}
