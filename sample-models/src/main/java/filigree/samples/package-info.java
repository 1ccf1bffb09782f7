/// The bundled data sets and sample recipes. Each data set has a `SOURCE.md` beside it that tells
/// origin, licence and checksums.
package filigree.samples;
