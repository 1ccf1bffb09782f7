package filigree.views.control;

/// How many weights each topology update grew and dropped, in order. For the JavaFX thread only.
public final class UpdateLog {
    private final Series grown = new Series();
    private final Series dropped = new Series();

    /// Adds the update at `step`, not before the last one.
    public void append(long step, long grownWeights, long droppedWeights) {
        grown.append((double) step, (double) grownWeights);
        dropped.append((double) step, (double) droppedWeights);
    }

    /// Forgets updates at `step` or later.
    public void truncateFrom(long step) {
        grown.truncateFrom((double) step);
        dropped.truncateFrom((double) step);
    }

    /// Grows with every change.
    long changes() {
        return grown.changes();
    }

    public int size() {
        return grown.size();
    }

    public long step(int i) {
        return Math.round(grown.x(i));
    }

    public long grown(int i) {
        return Math.round(grown.y(i));
    }

    public long dropped(int i) {
        return Math.round(dropped.y(i));
    }

    /// Returns the first update at `step` or later, or size().
    int firstAtLeast(double step) {
        return grown.firstAtLeast(step);
    }

    /// Returns the update nearest to `step`, or -1.
    int nearest(double step) {
        return grown.nearest(step);
    }

    int nearest(long step) {
        return nearest((double) step);
    }

    /// Returns the first update at `step` or later, or size().
    int firstAtLeast(long step) {
        return firstAtLeast((double) step);
    }

    /// Returns the most grown in one of the updates `from` to `end` - 1.
    double mostGrown(int from, int end) {
        return Math.max(0, grown.max(from, end));
    }

    double mostDropped(int from, int end) {
        return Math.max(0, dropped.max(from, end));
    }

    /// Returns the most of either in any update, at least 1.
    double most() {
        return Math.max(1, Math.max(mostGrown(0, size()), mostDropped(0, size())));
    }

    /// Returns the distance between updates in steps, 1 when unknown.
    double spacing() {
        return size() < 2 ? 1 : Math.max(1, (grown.lastX() - grown.x(0)) / (size() - 1));
    }
}
