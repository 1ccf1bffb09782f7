/// Published data sets, brought from the network into a folder: only if they are, byte for byte,
/// the ones known under their name.
package filigree.model.data.download;
