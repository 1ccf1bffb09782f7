package filigree.views.control;

/// One weight's place in its matrix, whatever the order rows are shown in.
///
/// @param row from 0: the neuron
/// @param column from 0: its input
public record Cell(int row, int column) {}
