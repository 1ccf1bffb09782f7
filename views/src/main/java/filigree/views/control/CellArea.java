package filigree.views.control;

/// A rectangle of cells as they stand on screen.
///
/// @param position of its first row
/// @param column its first
/// @param rows how many
/// @param columns how many
record CellArea(int position, int column, int rows, int columns) {}
