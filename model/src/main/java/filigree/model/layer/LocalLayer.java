package filigree.model.layer;

/// A layer that can be cut into the same parts on both ways, each of which depends on the same part
/// alone of what it reads: pixel by pixel or channel by channel.
interface LocalLayer extends DivisibleLayer {
    /// Parts of what it writes, at least 1.
    int parts();

    @Override
    default int forwardParts() {
        return parts();
    }

    @Override
    default int backwardParts() {
        return parts();
    }

    @Override
    default boolean isLocal() {
        return true;
    }
}
