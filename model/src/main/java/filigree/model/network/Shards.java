package filigree.model.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.layer.Layer;
import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A pass over a batch, seen by workers that share it: each has as many examples as the others, one
/// worker's beside one another.
///
/// Forward and backward treat each column alone, so the pass does them for all. What differs is the
/// gradient of the weights, a sum over columns. Tiles hold 64 of them, and a worker's columns may
/// begin and end within a tile. So a worker reads the inputs of all tiles it has columns in, and of
/// the outputs' gradients a copy, in which those of others are 0 and its own are multiplied by the
/// number of workers: then they are those of the mean loss of its own examples.
public final class Shards {
    private final Pass pass;
    private final int workers;
    private final int columns; // of a worker
    private final List<Integer> places = new ArrayList<>(); // of the layers with parameters
    private final List<Activations> copies = new ArrayList<>(); // of each place
    private final List<Shard> shards = new ArrayList<>();

    private final class Shard implements BatchPart {
        private final int from; // first column
        private final int firstTile;
        private final int endTile;
        private final List<Activations> inputs = new ArrayList<>(); // of each place
        private final List<Activations> gradients = new ArrayList<>();

        Shard(int worker) {
            this.from = worker * columns;
            this.firstTile = from / Tiles.COLUMNS;
            this.endTile = Math.ceilDiv(from + columns, Tiles.COLUMNS);
        }

        int tiles() {
            return endTile - firstTile;
        }

        @Override
        public Activations inputOf(int l) {
            return inputs.get(places.indexOf(l));
        }

        @Override
        public Activations gradientOf(int l) {
            return gradients.get(places.indexOf(l));
        }
    }

    /// @param pass of the whole batch
    /// @param workers how many share it; their number divides that of the columns
    public Shards(Network network, Pass pass, int workers) {
        if (pass.columns() % workers != 0) {
            throw new IllegalArgumentException(pass.columns() + " columns for " + workers);
        }
        this.pass = pass;
        this.workers = workers;
        this.columns = pass.columns() / workers;
        int most = 0;
        for (int w = 0; w < workers; w++) {
            shards.add(new Shard(w));
            most = Math.max(most, shards.getLast().tiles());
        }
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            if (!layer.parameters().isEmpty()) {
                places.add(l);
                copies.add(new Activations(layer.outputSize(), most * Tiles.COLUMNS));
            }
        }
        for (Shard shard : shards) {
            for (int n = 0; n < places.size(); n++) {
                Activations whole = pass.inputOf(places.get(n));
                shard.inputs.add(whole.slice(shard.firstTile, shard.endTile));
                shard.gradients.add(copies.get(n).slice(0, shard.tiles()));
            }
        }
    }

    /// How many tiles a worker has columns in.
    public int tiles(int worker) {
        return shards.get(worker).tiles();
    }

    /// Prepares one of a worker's tiles. All workers use the same memory: one is done before the
    /// next begins. Tiles may be prepared by several threads.
    public void load(int worker, int tile) {
        Shard shard = shards.get(worker);
        int start = (shard.firstTile + tile) * Tiles.COLUMNS;
        int from = Math.max(0, shard.from - start);
        int to = Math.min(Tiles.COLUMNS, shard.from + columns - start);
        for (int n = 0; n < places.size(); n++) {
            Activations all = pass.gradientOf(places.get(n));
            Activations own = shard.gradients.get(n);
            MemorySegment in = all.memory();
            MemorySegment out = own.memory();
            for (int f = 0; f < own.features(); f++) {
                long inAt = (shard.firstTile + tile) * all.tileBytes() + f * Tiles.ROW_BYTES;
                long outAt = tile * own.tileBytes() + f * Tiles.ROW_BYTES;
                for (int c = 0; c < Tiles.COLUMNS; c++) {
                    float factor = c >= from && c < to ? workers : 0;
                    out.set(JAVA_FLOAT, outAt + c * 4L, factor * in.get(JAVA_FLOAT, inAt + c * 4L));
                }
            }
        }
    }

    /// What a worker computes its gradients from, once its tiles are loaded.
    public BatchPart of(int worker) {
        return shards.get(worker);
    }
}
