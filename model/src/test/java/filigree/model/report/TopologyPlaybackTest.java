package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.TensorFile;
import filigree.model.file.TensorFileWriter;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import filigree.model.topology.TopologyUpdate.LayerChange;
import filigree.model.train.RunReader;
import filigree.model.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyPlaybackTest {
    @TempDir Path folder;

    @Test
    void findsTheMasksOfEveryStepInAnyOrder() {
        var known = train();
        var playback = TopologyPlayback.of(new RunReader(folder)).orElseThrow();

        assertTrue(known.size() > 5, "the run has only " + known.size() + " masks");
        for (long step = TinyRuns.STEPS; step >= 0; step--) {
            assertEquals(known.floorEntry(step).getValue(), playback.masksAt(step), "back " + step);
        }
        for (long step = 0; step <= TinyRuns.STEPS; step++) {
            assertEquals(known.floorEntry(step).getValue(), playback.masksAt(step), "on " + step);
        }
        assertEquals(TinyRuns.STEPS, playback.lastStep());
    }

    @Test
    void goesOnFromAnOldCheckpoint() throws IOException {
        var known = train();
        List<Path> checkpoints = new RunReader(folder).checkpoints();
        assertTrue(checkpoints.size() > 1);
        for (Path later : checkpoints.subList(1, checkpoints.size())) {
            Files.delete(later);
        }

        var playback = TopologyPlayback.of(new RunReader(folder)).orElseThrow();

        assertEquals(known.lastEntry().getValue(), playback.masksAt(TinyRuns.STEPS));
        assertEquals(known.firstEntry().getValue(), playback.masksAt(0));
        assertEquals(known.lastKey(), playback.lastStep());
    }

    @Test
    void knowsTheSizesOfTheLayers() {
        train();
        var playback = TopologyPlayback.of(new RunReader(folder)).orElseThrow();
        assertEquals(
                List.of(LayerShape.linear("fc1", 24, 64), LayerShape.linear("fc2", 10, 24)),
                playback.shapes());
    }

    @Test
    void readsMasksOverDenseWeightsToo() {
        var known = train();
        Path newest = new RunReader(folder).newestCheckpoint().orElseThrow();
        TensorFile file = TensorFile.read(newest);
        var masked = new TensorFileWriter();
        file.metadata().entrySet().stream()
                .filter(e -> !e.getKey().startsWith("crc32c"))
                .forEach(e -> masked.metadata(e.getKey(), e.getValue()));
        List<Mask> last = known.lastEntry().getValue();
        for (int l = 0; l < last.size(); l++) {
            Mask mask = last.get(l);
            String name = "fc" + (l + 1);
            int n = Math.toIntExact(mask.size());
            boolean[] active = new boolean[n];
            for (long i : mask.flatIndices()) {
                active[(int) i] = true;
            }
            masked.add(name + ".dense", new float[n], mask.rows(), mask.columns());
            masked.add(name + ".mask", active, mask.rows(), mask.columns());
            byte[] ever = file.bytes(name + ".ever");
            masked.add(name + ".ever", ever, ever.length);
        }
        masked.write(newest);

        var playback = TopologyPlayback.of(new RunReader(folder)).orElseThrow();

        assertEquals(last, playback.masksAt(TinyRuns.STEPS));
        assertEquals(known.firstEntry().getValue(), playback.masksAt(0));
    }

    @Test
    void refusesUpdatesOfAnotherRun() throws IOException {
        train();
        List<Path> updates = new RunReader(folder).topologyFiles();
        Files.copy(
                updates.getFirst(),
                updates.getLast(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        var playback = TopologyPlayback.of(new RunReader(folder)).orElseThrow();
        String text = Refusal.of("topology-mismatch", () -> playback.masksAt(0));
        assertTrue(text.contains(updates.getLast().getFileName().toString()), text);
    }

    @Test
    void isEmptyWithoutCheckpoint() {
        TinyRuns.written(folder, TinyRuns.recipe("none", 1, TinyRuns.rigl()), "failed", 0.5);
        assertTrue(TopologyPlayback.of(new RunReader(folder)).isEmpty());
    }

    /// Trains and returns the masks by the number of steps from which on they hold.
    private NavigableMap<Long, List<Mask>> train() {
        var known = new TreeMap<Long, List<Mask>>();
        TinyRuns.train(
                folder,
                TinyRuns.recipe("playback", 3, TinyRuns.rigl()),
                (_, event) -> {
                    if (event instanceof TrainingEvent.MasksChanged e) {
                        List<LayerChange> layers = e.update().layers();
                        known.putIfAbsent(0L, layers.stream().map(LayerChange::before).toList());
                        known.put(e.step() + 1, layers.stream().map(LayerChange::after).toList());
                    }
                });
        return known;
    }
}
