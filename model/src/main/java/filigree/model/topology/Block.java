package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.sparsity.LayerShape;

/// Tiles of the weight matrix.
///
/// @param rows of a tile, in [1, 256]
/// @param columns of a tile, in [1, 256]
public record Block(long rows, long columns) implements GroupPattern {
    static final Param.OfLong ROWS = Param.whole("rows", 4, 1, 256);
    static final Param.OfLong COLUMNS = Param.whole("columns", 4, 1, 256);

    public static final MethodType<Block> TYPE =
            MethodType.<Block>of("block", "Narang et al. 2017, arXiv:1711.02782")
                    .param(ROWS, Block::rows)
                    .param(COLUMNS, Block::columns)
                    .build(v -> new Block(v.get(ROWS), v.get(COLUMNS)));

    @Override
    public MethodType<Block> type() {
        return TYPE;
    }

    @Override
    public void check(LayerShape shape, double sparsity) {
        if (shape.rows() % rows != 0 || shape.columns() % columns != 0) {
            throw new UserFacingException(
                    "pattern-block", shape.name(), shape.rows(), shape.columns(), rows, columns);
        }
    }

    @Override
    public int groups(LayerShape shape) {
        return (int) (shape.size() / (rows * columns));
    }

    @Override
    public int groupOf(LayerShape shape, int row, int column) {
        return (int) (row / rows * (shape.columns() / columns) + column / columns);
    }
}
