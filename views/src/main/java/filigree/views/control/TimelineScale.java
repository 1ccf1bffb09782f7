package filigree.views.control;

/// Which step lies at which pixel of a timeline.
///
/// @param left pixel of step 0
/// @param width in pixels of the whole run
/// @param lastStep at the right end
record TimelineScale(double left, double width, long lastStep) {
    double x(long step) {
        return left + (double) step / lastStep * width;
    }

    /// Returns the step at `x`, rounded half up and kept inside 0..lastStep.
    long step(double x) {
        return Math.clamp((long) Math.floor((x - left) / width * lastStep + 0.5), 0, lastStep);
    }

    double right() {
        return left + width;
    }
}
