package filigree.views.shell;

import filigree.model.train.RunState;
import filigree.views.control.Icon;
import filigree.views.control.Logo;
import filigree.views.control.Numbers;
import filigree.views.control.Segmented;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import filigree.views.theme.Theme;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/// The bar on top: run and pause, single steps, pace, seed, which experiment, theme, language,
/// report.
final class TopBar extends HBox {
    private static final double TOGGLE_WIDTH = 96; // "Pause" and "Again" take the same place
    private static final double ROOMY = 1240;
    private static final double FASTEST = 3; // log10 of steps a second, where "max" begins

    private final RunViewModel run;
    private final RunWords words;
    private final Shell shell;
    private final Button toggle = new Button();
    private final Button step;
    private final Button epoch;
    private final Button reset;
    private final Label pace = new Label();
    private RunState shown = RunState.FAILED;

    TopBar(RunViewModel run, RunWords words, Shell shell) {
        this.run = run;
        this.words = words;
        this.shell = shell;
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label speed = label("run.speed");
        Label name = new Label(text("app.name"));
        name.getStyleClass().add("app-name");
        name.setMinWidth(USE_PREF_SIZE);
        toggle.getStyleClass().add("accent");
        toggle.setId("run-toggle");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setPrefWidth(TOGGLE_WIDTH);
        toggle.setOnAction(_ -> shell.toggle());
        step = button("run-step", Icon.STEP, "run.step", "left-pill", run::oneStep);
        epoch = button("run-epoch", Icon.EPOCH, "run.epoch", "center-pill", run::oneEpoch);
        reset = button("run-reset", Icon.RESET, "run.reset", "right-pill", shell::reset);
        Button report = button("report", Icon.FILE, "run.report", "report-button", shell::report);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        new Logo(22),
                        name,
                        toggle,
                        grouped(step, epoch, reset),
                        line(),
                        speed,
                        paceSlider(),
                        pace,
                        label("run.seed"),
                        seedField(),
                        gap,
                        experiments(),
                        line(),
                        themes(),
                        languages(),
                        report);
        setMinWidth(0);
        widthProperty()
                .subscribe(width -> {
                    boolean roomy = width.doubleValue() > ROOMY;
                    name.setVisible(roomy);
                    name.setManaged(roomy);
                    speed.setVisible(roomy);
                    speed.setManaged(roomy);
                });
        refresh();
    }

    private String text(String key) {
        return words.own().get(key);
    }

    private Button button(String id, Icon icon, String key, String style, Runnable action) {
        Button button = new Button(text(key), icon.node());
        button.setId(id);
        button.getStyleClass().add(style);
        button.setTooltip(new Tooltip(text(key + ".help")));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private static HBox grouped(Button... buttons) {
        HBox group = new HBox(buttons);
        group.setAlignment(Pos.CENTER_LEFT);
        group.setMaxHeight(USE_PREF_SIZE);
        return group;
    }

    private Label label(String key) {
        Label label = new Label(text(key));
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Separator line() {
        Separator line = new Separator(javafx.geometry.Orientation.VERTICAL);
        line.getStyleClass().add("bar-line");
        return line;
    }

    private Slider paceSlider() {
        Slider slider = new Slider(0, FASTEST + 0.3, FASTEST + 0.3);
        slider.setId("run-pace");
        slider.setPrefWidth(80);
        slider.setMinWidth(44);
        slider.setAccessibleText(text("run.speed"));
        slider.setTooltip(new Tooltip(text("run.speed.help")));
        pace.getStyleClass().add("value");
        pace.setMinWidth(56);
        slider.valueProperty()
                .subscribe(value -> {
                    boolean max = value.doubleValue() > FASTEST;
                    double perSecond = max ? 0 : Math.pow(10, value.doubleValue());
                    pace.setText(
                            max
                                    ? text("run.max")
                                    : words.own()
                                            .get("run.pace", Numbers.count(Math.round(perSecond))));
                    run.setPace(perSecond);
                });
        return slider;
    }

    @SuppressWarnings("NullAway") // a filter refuses an edit by returning null
    private TextField seedField() {
        TextField field = new TextField(Long.toString(run.recipe().seed()));
        field.setId("seed");
        field.setPrefColumnCount(3);
        field.setPrefWidth(48);
        field.setMinWidth(48);
        field.setAccessibleText(text("run.seed"));
        field.setTooltip(new Tooltip(text("run.seed.help")));
        field.setTextFormatter(new javafx.scene.control.TextFormatter<>(TopBar::digits));
        field.setOnAction(_ -> shell.restartWithSeed(field.getText()));
        return field;
    }

    private static javafx.scene.control.TextFormatter.@org.jspecify.annotations.Nullable Change
            digits(javafx.scene.control.TextFormatter.Change change) {
        return change.getControlNewText().matches("\\d{0,18}") ? change : null;
    }

    private ComboBox<Services.Experiment> experiments() {
        ComboBox<Services.Experiment> combo = new ComboBox<>();
        combo.setId("experiment");
        combo.setAccessibleText(text("run.experiment.help"));
        combo.getItems().setAll(shell.services().experiments());
        combo.setPrefWidth(210);
        combo.setMinWidth(100);
        combo.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(Services.Experiment experiment) {
                        return experiment == null ? "" : experiment.id();
                    }

                    @Override
                    public Services.Experiment fromString(String id) {
                        return combo.getItems().stream()
                                .filter(e -> e.id().equals(id))
                                .findFirst()
                                .orElseThrow();
                    }
                });
        combo.getItems().stream()
                .filter(e -> e.id().equals(run.recipe().name()))
                .findFirst()
                .ifPresent(combo::setValue);
        combo.setTooltip(new Tooltip(text("run.experiment.help")));
        combo.setOnAction(_ -> {
            if (combo.getValue() != null) {
                shell.open(combo.getValue().recipe());
            }
        });
        return combo;
    }

    private Segmented<Theme> themes() {
        Segmented<Theme> themes =
                new Segmented<>(
                        List.of(Theme.LIGHT, Theme.DARK),
                        t -> text(t == Theme.LIGHT ? "theme.light" : "theme.dark"));
        themes.setIcon(Theme.LIGHT, Icon.SUN);
        themes.setIcon(Theme.DARK, Icon.MOON);
        themes.setId("theme");
        themes.setValue(shell.theme());
        themes.onChange(shell::setTheme);
        return themes;
    }

    private Segmented<Locale> languages() {
        Segmented<Locale> languages =
                new Segmented<>(
                        List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE),
                        l -> l.equals(Locale.ENGLISH) ? "EN" : "中文");
        languages.setId("language");
        languages.setValue(words.own().locale());
        languages.onChange(shell::setLanguage);
        return languages;
    }

    void refresh() {
        RunState state = run.snapshot().state();
        if (state == shown) {
            return;
        }
        shown = state;
        boolean running = state == RunState.RUNNING;
        toggle.setGraphic((running ? Icon.PAUSE : Icon.PLAY).node());
        String key = state.isOver() ? "run.again" : running ? "run.pause" : "run.run";
        toggle.setText(text(key));
        toggle.setTooltip(new Tooltip(text(key + ".help")));
        step.setDisable(state.isOver());
        epoch.setDisable(state.isOver());
    }
}
