package filigree.model.report;

/// The application's mark: a few connections of a network on the accent colour.
final class Logo {
    private static final int[][] NODES = {{7, 7}, {7, 17}, {17, 7}, {12, 12}, {17, 17}};
    private static final int[][] LINES = {{0, 2}, {0, 3}, {1, 3}, {3, 4}};

    private Logo() {}

    static void draw(Html html) {
        html.open("svg", "class", "logo", "viewBox", "0 0 24 24", "aria-hidden", "true");
        html.empty("rect", "width", "24", "height", "24", "rx", "5", "fill", "#0969da");
        for (int[] line : LINES) {
            html.empty(
                    "line",
                    "x1",
                    Integer.toString(NODES[line[0]][0]),
                    "y1",
                    Integer.toString(NODES[line[0]][1]),
                    "x2",
                    Integer.toString(NODES[line[1]][0]),
                    "y2",
                    Integer.toString(NODES[line[1]][1]),
                    "stroke",
                    "#ffffff",
                    "stroke-width",
                    "1.4");
        }
        for (int[] node : NODES) {
            html.empty(
                    "circle",
                    "cx",
                    Integer.toString(node[0]),
                    "cy",
                    Integer.toString(node[1]),
                    "r",
                    "2",
                    "fill",
                    "#ffffff");
        }
        html.close();
    }
}
