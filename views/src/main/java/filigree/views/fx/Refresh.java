package filigree.views.fx;

/// A place on screen that shows newer data when asked to.
@FunctionalInterface
public interface Refresh {
    /// Shows the newest data; on the JavaFX thread, in at most a few milliseconds.
    ///
    /// @param nanos the time of the pulse, only good for differences
    /// @return whether anything may look different now
    boolean refresh(long nanos);

    /// How often, at most.
    enum Kind {
        /// Heatmaps and other pictures made of many pixels.
        PICTURE(20),
        /// Charts and numbers: faster than this nobody reads them.
        NUMBER(10);

        private final double perSecond;

        Kind(double perSecond) {
            this.perSecond = perSecond;
        }

        public double perSecond() {
            return perSecond;
        }
    }
}
