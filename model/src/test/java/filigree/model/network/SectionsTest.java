package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.kernel.Workers;
import filigree.model.network.Section.Cut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is cut how, and who meets when.
class SectionsTest {
    private static final Cut CONVOLUTION = new Cut(6, false, 1_200);
    private static final Cut POOLING = new Cut(6, true, 4_800);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /// Every part of every tile is done once, and behind the parts that it depends on.
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 3", "2, 2", "2, 3", "3, 2", "3, 40"})
    void allIsDoneOnceAndInOrder(int tiles, int threads) {
        List<Cut> cuts =
                List.of(
                        Cut.NONE,
                        CONVOLUTION,
                        POOLING,
                        Cut.rows(1_200),
                        new Cut(5, false, 100),
                        Cut.NONE);
        int[][][] done = new int[cuts.size()][tiles][];
        var sections = new Sections();
        for (int k = 0; k < cuts.size(); k++) {
            Cut cut = cuts.get(k);
            for (int tile = 0; tile < tiles; tile++) {
                done[k][tile] = new int[cut.parts()];
            }
            int before = k - 1;
            int[][] mine = done[k];
            sections.add(
                    cut,
                    (tile, from, to) -> {
                        for (int part = from; part < to; part++) {
                            if (before >= 0) {
                                int[] others = done[before][tile];
                                int first = cut.isLocal() ? part * others.length / cut.parts() : 0;
                                int end =
                                        cut.isLocal()
                                                ? Math.ceilDiv(
                                                        (part + 1) * others.length, cut.parts())
                                                : others.length;
                                for (int p = first; p < end; p++) {
                                    assertEquals(1, others[p]);
                                }
                            }
                            mine[tile][part]++;
                        }
                    });
        }
        try (var workers = new Workers(threads)) {
            sections.run(workers, tiles);
        }
        for (int[][] ofTiles : done) {
            for (int[] ofTile : ofTiles) {
                assertEquals(ofTile.length, Arrays.stream(ofTile).filter(n -> n == 1).count());
            }
        }
    }

    @Test
    void whatIsLocalFollowsInTheSameTask() {
        var sections = new Sections();
        add(sections, "convolution", CONVOLUTION);
        add(sections, "pooling", POOLING);
        add(sections, "relu", Cut.rows(1_200));
        add(sections, "linear", Cut.NONE);
        assertEquals(
                "convolution 0-3, pooling 0-3, relu 0-600, convolution 3-6, pooling 3-6,"
                        + " relu 600-1200, linear 0-1",
                inTwo(sections));
    }

    @Test
    void whatReadsAllWaitsForAll() {
        var sections = new Sections();
        add(sections, "first", CONVOLUTION);
        add(sections, "second", new Cut(2, false, 1_200));
        assertEquals("first 0-3, first 3-6, second 0-1, second 1-2", inTwo(sections));
    }

    @Test
    void littleWorkIsNotCutForItself() {
        var sections = new Sections();
        add(sections, "linear", Cut.NONE);
        add(sections, "relu", Cut.rows(500));
        add(sections, "large", Cut.rows(50_000));
        assertEquals("linear 0-1, relu 0-500, large 0-25000, large 25000-50000", inTwo(sections));
    }

    @Test
    void whatCannotBeCutAlikeWaitsForAll() {
        var sections = new Sections();
        add(sections, "convolution", CONVOLUTION);
        add(sections, "other", new Cut(4, true, 4_000));
        assertEquals("convolution 0-3, convolution 3-6, other 0-2, other 2-4", inTwo(sections));
    }

    @Test
    void nothingPassesWhereMemoryIsSeenOtherwise() {
        var sections = new Sections();
        add(sections, "convolution", CONVOLUTION);
        sections.close();
        add(sections, "pooling", POOLING);
        assertEquals("convolution 0-3, convolution 3-6, pooling 0-3, pooling 3-6", inTwo(sections));
    }

    private void add(Sections sections, String name, Cut cut) {
        sections.add(cut, (_, from, to) -> log.add(name + " " + from + "-" + to));
    }

    /// What happens to a tile in two shares, one after the other.
    private String inTwo(Sections sections) {
        sections.run(0, 2);
        return String.join(", ", log);
    }
}
