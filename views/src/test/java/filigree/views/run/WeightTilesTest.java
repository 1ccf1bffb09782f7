package filigree.views.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightTilesTest {
    @ParameterizedTest
    @CsvSource({"1, 5, 5", "20, 5, 5", "3, 32, 32", "64, 3, 3", "7, 1, 1", "2, 1, 9"})
    void everyWeightHasACellOfItsOwnInsideThePicture(int channels, int height, int width) {
        var tiles = WeightTiles.of(channels, height, width);
        Set<Integer> cells = new HashSet<>();
        for (int w = 0; w < channels * height * width; w++) {
            int cell = tiles.cell(w);
            assertTrue(cell >= 0 && cell < tiles.columns() * tiles.rows(), "cell " + cell);
            assertTrue(cells.add(cell), "cell " + cell + " twice");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 4", "5, 11", "24, 48", "25, 6"}) // 11 cells a line: 5, gap, 5
    void twoKernelsStandSideBySide(int weight, int cell) {
        assertEquals(cell, WeightTiles.of(4, 5, 5).cell(weight));
    }

    @ParameterizedTest
    @CsvSource({"784, 28, 28", "300, 17, 18", "1, 1, 1"})
    void weightsWithoutAPlaceFillASquare(int weights, int rows, int columns) {
        var tiles = WeightTiles.square(weights);
        assertEquals(rows, tiles.rows());
        assertEquals(columns, tiles.columns());
        assertEquals(weights - 1, tiles.cell(weights - 1));
    }
}
