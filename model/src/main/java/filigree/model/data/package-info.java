/// Labelled images, where they come from and in which order they are seen. Readers are strict: a
/// damaged file is an error that names it, never a wrong number.
package filigree.model.data;
