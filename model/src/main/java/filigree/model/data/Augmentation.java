package filigree.model.data;

import filigree.model.method.Method;

/// How training images are changed each time they are seen, so that more can be learned from them.
/// Images that steer or judge are never changed.
///
/// What happens to an image is a function of the seed, the epoch and the image alone: of `key`,
/// which [filigree.model.random.RandomStreams] gives for seed and epoch, and `example`.
public interface Augmentation extends Method {
    /// Whether every image stays as it is.
    boolean changesNothing();

    /// Pixels by which an image moves to the right; negative to the left. What comes in is black.
    int right(long key, int example);

    /// Pixels by which an image moves down; negative up.
    int down(long key, int example);

    /// Whether left and right are exchanged, before the image moves.
    boolean mirrors(long key, int example);
}
