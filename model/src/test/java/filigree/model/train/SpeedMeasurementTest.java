package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.PanelRows;
import filigree.model.topology.Block;
import filigree.model.topology.NOfM;
import filigree.model.train.SpeedMap.Cell;
import filigree.model.train.SpeedMap.Quartiles;
import filigree.model.train.SpeedMeasurement.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedMeasurementTest {
    private static final SpeedMap MAP =
            new SpeedMap(
                    SpeedMap.thisMachine(),
                    0.7,
                    0.625,
                    List.of(
                            cell("unstructured", 1000, 1),
                            cell("unstructured", 1000, 0.1),
                            cell("unstructured", 100, 0.02),
                            cell("block", 100, 0.05)));

    @TempDir private Path folder = Path.of("");

    private static Cell cell(String pattern, int side, double density) {
        var numbers = new Quartiles(1, 2.5, 3);
        return new Cell(pattern, side, side, 128, density, numbers, numbers);
    }

    /// No number is judged here, only that each was measured: in one round, however little time.
    @Test
    void everyPatternSizeAndBatchIsMeasuredBesideTheDenseLayer() {
        SpeedMap map =
                SpeedMeasurement.run(
                        Duration.ZERO,
                        List.of(
                                new Subject(new NOfM(2, 4), List.of(0.5)),
                                new Subject(new Block(4, 4), List.of(0.1, 0.05))));
        assertEquals(PanelRows.WHOLE, map.crossover());
        assertTrue(Double.isFinite(map.measuredCrossover()));
        for (int batch : new int[] {1, 128}) {
            for (int rows : new int[] {100, 1000}) {
                Set<String> patterns =
                        map.cells().stream()
                                .filter(c -> c.batch() == batch && c.rows() == rows)
                                .map(Cell::pattern)
                                .collect(Collectors.toSet());
                assertEquals(Set.of("unstructured", "n-m", "block"), patterns);
            }
        }
        for (Cell c : map.cells()) {
            assertTrue(c.micros().lower() > 0, c.toString());
            assertTrue(c.micros().lower() <= c.micros().median(), c.toString());
            assertTrue(c.micros().median() <= c.micros().upper(), c.toString());
            if (c.density() == 1) {
                assertEquals(new Quartiles(1, 1, 1), c.speedUp());
            }
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("new").resolve("speed.json");
        MAP.write(file);
        assertEquals(Optional.of(MAP), SpeedMap.read(file));
    }

    @Test
    void whatIsOfAnotherMachineOrDamagedOrMissingIsNotRead() throws IOException {
        Path file = folder.resolve("speed.json");
        assertEquals(Optional.empty(), SpeedMap.read(file));
        new SpeedMap(Map.of("cpu", "another"), 0.7, 0.6, MAP.cells()).write(file);
        assertEquals(Optional.empty(), SpeedMap.read(file));
        MAP.write(file);
        Files.writeString(file, Files.readString(file).replace("2.5", "{}"));
        assertEquals(Optional.empty(), SpeedMap.read(file));
        Files.writeString(file, "{");
        assertEquals(Optional.empty(), SpeedMap.read(file));
    }

    @Test
    void theNearestCellHasThePatternAndTheBatch() {
        assertEquals(
                MAP.cells().get(1), MAP.nearest("unstructured", 900_000, 128, 0.12).orElseThrow());
        assertEquals(
                MAP.cells().get(2), MAP.nearest("unstructured", 9_000, 128, 0.03).orElseThrow());
        assertEquals(MAP.cells().get(3), MAP.nearest("block", 1_000_000, 128, 1).orElseThrow());
        assertEquals(Optional.empty(), MAP.nearest("block", 1_000_000, 1, 0.1));
    }

    @Test
    void quartilesAreNearestRanks() {
        assertEquals(new Quartiles(2, 3, 4), Quartiles.of(List.of(5.0, 1.0, 3.0, 2.0, 4.0)));
        assertEquals(new Quartiles(7, 7, 7), Quartiles.of(List.of(7.0)));
    }
}
