package filigree.model.train;

/// What views want copied into snapshots beyond masks.
///
/// @param values whether anyone shows weights
/// @param gradientOf name of the layer whose dense gradient is shown, or empty
public record Watch(boolean values, String gradientOf) {
    public static final Watch NOTHING = new Watch(false, "");
}
