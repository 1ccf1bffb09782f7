import org.jspecify.annotations.NullMarked;

/// What the application brings along: data sets, and recipes to begin with.
@NullMarked
module filigree.samples {
    requires static transitive org.jspecify;
    requires transitive filigree.model;

    exports filigree.samples;
}
