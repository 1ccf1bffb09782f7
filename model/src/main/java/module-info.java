import org.jspecify.annotations.NullMarked;

/// The training core: no user interface, no logging framework, no reflection.
@NullMarked
module filigree.model {
    requires static transitive org.jspecify;
    requires static jdk.incubator.vector;
    requires tools.jackson.databind;

    exports filigree.model.data;
    exports filigree.model.error;
    exports filigree.model.file;
    exports filigree.model.random;
    exports filigree.model.text;
}
