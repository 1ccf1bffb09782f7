package filigree.views.theme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.FontCssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// A node of no size through which a canvas learns colours and font from the stylesheets.
///
/// Put one among the children of each picture and listen to [#colorsProperty]: it changes when the
/// theme does. It must stay visible, since invisible nodes get no styles.
public final class DataStyle extends Region {
    private static final String STYLESHEET =
            Objects.requireNonNull(
                            DataStyle.class.getResource("/filigree/views/data-style.css"),
                            "data-style.css")
                    .toExternalForm();
    private static final Map<DataColor, CssMetaData<DataStyle, Color>> TOKENS = tokens();
    private static final CssMetaData<DataStyle, Font> FONT =
            new FontCssMetaData<>("-fx-font", Font.getDefault()) {
                @Override
                public boolean isSettable(DataStyle node) {
                    return true;
                }

                @Override
                public StyleableProperty<Font> getStyleableProperty(DataStyle node) {
                    return node.font;
                }
            };
    private static final List<CssMetaData<? extends Styleable, ?>> META = meta();

    private final EnumMap<DataColor, StyleableObjectProperty<Color>> values =
            new EnumMap<>(DataColor.class);
    private final StyleableObjectProperty<Font> font =
            new SimpleStyleableObjectProperty<>(FONT, this, "font", Font.font(13));
    private final ReadOnlyObjectWrapper<DataColors> colors =
            new ReadOnlyObjectWrapper<>(this, "colors", DataColors.light());
    private boolean stale;

    public DataStyle() {
        getStyleClass().add("data-style");
        setManaged(false);
        setMouseTransparent(true);
        TOKENS.forEach((token, meta) -> {
            var value =
                    new SimpleStyleableObjectProperty<>(
                            meta, this, token.name(), Color.web(token.light()));
            value.addListener((_, _, _) -> markStale());
            values.put(token, value);
        });
    }

    public ReadOnlyObjectProperty<DataColors> colorsProperty() {
        return colors.getReadOnlyProperty();
    }

    public DataColors colors() {
        return colors.get();
    }

    /// The body font here; its size is 13 unless the window is in presentation mode.
    public StyleableObjectProperty<Font> fontProperty() {
        return font;
    }

    public Font font() {
        return font.get();
    }

    @Override
    public String getUserAgentStylesheet() {
        return STYLESHEET;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return META;
    }

    /// Styles arrive one by one; the table is rebuilt once, when this node is laid out.
    private void markStale() {
        if (!stale) {
            stale = true;
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        if (stale) {
            stale = false;
            var now = new EnumMap<DataColor, Color>(DataColor.class);
            values.forEach((token, value) -> now.put(token, value.get()));
            colors.set(new DataColors(now));
        }
    }

    private static Map<DataColor, CssMetaData<DataStyle, Color>> tokens() {
        var tokens = new EnumMap<DataColor, CssMetaData<DataStyle, Color>>(DataColor.class);
        for (DataColor token : DataColor.values()) {
            tokens.put(
                    token,
                    new CssMetaData<>(
                            token.property(),
                            new TokenConverter(Color.web(token.light())),
                            Color.web(token.light())) {
                        @Override
                        public boolean isSettable(DataStyle node) {
                            return true;
                        }

                        @Override
                        public StyleableProperty<Color> getStyleableProperty(DataStyle node) {
                            return Objects.requireNonNull(node.values.get(token));
                        }
                    });
        }
        return Collections.unmodifiableMap(tokens);
    }

    private static List<CssMetaData<? extends Styleable, ?>> meta() {
        var all = new ArrayList<CssMetaData<? extends Styleable, ?>>(Region.getClassCssMetaData());
        all.addAll(TOKENS.values());
        all.add(FONT);
        return List.copyOf(all);
    }
}
