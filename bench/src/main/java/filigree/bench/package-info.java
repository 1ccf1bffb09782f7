/// Benchmarks. Nothing here is part of the program; results are kept in `bench/RESULTS.md`.
package filigree.bench;
