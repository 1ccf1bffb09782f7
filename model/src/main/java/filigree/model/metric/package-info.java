/// Numbers about a network that are counted from shapes and masks: FLOPs and bytes. Measured times
/// are shown beside them, never instead.
package filigree.model.metric;
