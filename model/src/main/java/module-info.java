import org.jspecify.annotations.NullMarked;

/// The training core: no user interface, no logging framework, no reflection.
@NullMarked
module filigree.model {
    requires static transitive org.jspecify;
    requires static jdk.incubator.vector;
    requires tools.jackson.databind;
    requires java.net.http;
    requires transitive ejml.core;
    requires ejml.ddense;

    exports filigree.model.data;
    exports filigree.model.data.download;
    exports filigree.model.error;
    exports filigree.model.file;
    exports filigree.model.gradient;
    exports filigree.model.init;
    exports filigree.model.kernel;
    exports filigree.model.layer;
    exports filigree.model.loss;
    exports filigree.model.matrix;
    exports filigree.model.method;
    exports filigree.model.metric;
    exports filigree.model.network;
    exports filigree.model.optim;
    exports filigree.model.quantize;
    exports filigree.model.random;
    exports filigree.model.recipe;
    exports filigree.model.regularize;
    exports filigree.model.report;
    exports filigree.model.schedule;
    exports filigree.model.sparsity;
    exports filigree.model.text;
    exports filigree.model.topology;
    exports filigree.model.train;
}
