package filigree.model.data;

import filigree.model.method.MethodType;

/// Training images as they are.
public record NoAugmentation() implements Augmentation {
    /// The one that data sources share: asked for it once a tile, they make no object.
    static final NoAugmentation SAME = new NoAugmentation();

    public static final MethodType<NoAugmentation> TYPE =
            MethodType.<NoAugmentation>of("no-augmentation", "Nothing is changed")
                    .build(_ -> new NoAugmentation());

    @Override
    public MethodType<NoAugmentation> type() {
        return TYPE;
    }

    @Override
    public boolean changesNothing() {
        return true;
    }

    @Override
    public int right(long key, int example) {
        return 0;
    }

    @Override
    public int down(long key, int example) {
        return 0;
    }

    @Override
    public boolean mirrors(long key, int example) {
        return false;
    }
}
