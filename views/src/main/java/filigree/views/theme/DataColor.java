package filigree.views.theme;

/// A colour a data picture may use: our own tokens and the few of the window's that pictures need.
///
/// Values live in the stylesheets; the light ones are repeated here so that a picture outside a
/// styled window still reads well. [DataStyle] hands the values of the theme at hand over.
public enum DataColor {
    PRUNED("#ffffff"),
    ACTIVE("#7d8792"),
    GRIDLINE("#e6e9ed"),
    MARGIN("#8c959f"),
    GROWN("#009e73"),
    DROPPED("#d55e00"),
    REGROWN("#cc79a7"),
    SIGNED_1("#0b4f94"),
    SIGNED_2("#3f86c8"),
    SIGNED_3("#8fb8de"),
    SIGNED_4("#b8c0c9"),
    SIGNED_5("#eeb57a"),
    SIGNED_6("#e07f1e"),
    SIGNED_7("#a84b00"),
    METHOD_1("#0072b2"),
    METHOD_2("#c98500"),
    METHOD_3("#3a9ad0"),
    METHOD_4("#8c959f"),
    TEXT("#24292f"),
    MUTED("#57606a"),
    ACCENT("#0969da"),
    FILLED("#0969da"),
    BORDER("#d0d7de"),
    DIVIDER("#ddddde"),
    PANEL("#ffffff"),
    SUBTLE("#f6f8fa"),
    FOCUS("#54aeff66");

    private final String light;

    DataColor(String light) {
        this.light = light;
    }

    /// The value in the light theme, as CSS writes it.
    String light() {
        return light;
    }

    /// The styleable property of [DataStyle] that carries this colour, `-filigree-signed-1`.
    String property() {
        return "-filigree-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
