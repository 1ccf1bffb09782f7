package filigree.model.network;

import filigree.model.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/// The way of a tile, section by section.
final class Sections {
    private static final int SHARES = 20; // small enough for the cache, large enough for a call
    private static final int SHARES_A_THREAD = 4; // parts are not equally heavy

    private final List<Section> sections = new ArrayList<>(List.of(new Section()));
    private final Workers.Task wholeTile = this::run; // made once: a step makes nothing
    private final Workers.Task share = this::share;
    private Section current = sections.getFirst();
    private int shares = 1; // of a tile

    /// Puts work at the end.
    void add(Section.Cut cut, Section.Op op) {
        if (!sections.getLast().takes(cut)) {
            close();
        }
        sections.getLast().add(cut, op);
    }

    /// Has what follows begin when all so far is done.
    void close() {
        sections.add(new Section());
    }

    /// Carries one tile through.
    void run(int tile) {
        run(tile, SHARES);
    }

    /// The same, where sections allow it, in so many shares, one after the other.
    void run(int tile, int most) {
        for (int k = 0; k < sections.size(); k++) { // an iterator would be an object a tile
            Section section = sections.get(k);
            int count = Math.min(most, section.parts());
            for (int n = 0; n < count; n++) {
                section.run(tile, n, count);
            }
        }
    }

    /// Carries all tiles through. Threads share a tile where there are more of them than tiles:
    /// they do a section of all and meet.
    void run(Workers workers, int tiles) {
        if (tiles >= workers.threads()) {
            workers.run(tiles, wholeTile);
            return;
        }
        int most = Math.ceilDiv(SHARES_A_THREAD * workers.threads(), tiles);
        for (int k = 0; k < sections.size(); k++) {
            current = sections.get(k);
            shares = Math.min(most, current.parts());
            workers.run(tiles * shares, share);
        }
    }

    private void share(int index) {
        current.run(index / shares, index % shares, shares);
    }
}
