package filigree.views.control;

import atlantafx.base.controls.Tab;
import atlantafx.base.controls.TabLine;
import filigree.model.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Every control and its states on one page, in English or Chinese.
final class Gallery extends HBox {
    private final boolean chinese;
    private final Texts texts;

    Gallery(Locale locale) {
        this.chinese = "zh".equals(locale.getLanguage());
        this.texts = texts(locale);
        getStyleClass().add("view-ground");
        setSpacing(32);
        getChildren().addAll(column(), secondColumn(), thirdColumn());
    }

    /// The gallery between bars like those of the window.
    static VBox window(Locale locale) {
        Gallery gallery = new Gallery(locale);
        HBox bar = new HBox(12, new Logo(22), strong("Filigree"));
        bar.getStyleClass().add("bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setStyle("-fx-padding: 10 16 10 16");
        TabLine tabs = new TabLine();
        for (String name :
                List.of(
                        gallery.word("Overview", "总览"),
                        gallery.word("Masks", "掩码"),
                        gallery.word("Language model", "语言模型"))) {
            tabs.getTabs().add(new Tab(name, name));
        }
        tabs.setAnimated(false);
        tabs.setTabClosingPolicy(Tab.ClosingPolicy.NO_TABS);
        tabs.setTabResizePolicy(Tab.ResizePolicy.COMPUTED_WIDTH);
        HBox status =
                new HBox(
                        24,
                        new StatusItem(gallery.word("step", "步"), "4,200"),
                        new StatusItem(
                                gallery.word("active", "活跃权重"),
                                "26,621",
                                gallery.word("of 266,200 weights", "/ 266,200")));
        status.getStyleClass().addAll("bar");
        status.setAlignment(Pos.CENTER_LEFT);
        status.setStyle("-fx-padding: 8 16 8 16");
        VBox.setVgrow(gallery, Priority.ALWAYS);
        return new VBox(bar, tabs, gallery, status);
    }

    private static Label strong(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("chart-value");
        return label;
    }

    static Texts texts(Locale locale) {
        return Texts.of("filigree.views.messages", locale, Gallery.class.getClassLoader());
    }

    private VBox column() {
        return column(
                titled("Slider row", "滑块行", box(sliders())),
                titled("Buttons, chooser, stepper", "按钮、选择、步进", box(buttons())),
                titled("Table, field, box", "表格、输入、复选", forms()));
    }

    private VBox secondColumn() {
        return column(
                titled("Metric tile", "指标", metric()),
                titled("Toast", "提示条", toasts()),
                titled("Inline error", "就地错误", error()),
                titled("Progress", "进度", progress()),
                titled("Empty state", "空状态", empty()));
    }

    private VBox thirdColumn() {
        Panel panel = new Panel(word("Mask of fc1", "fc1 的掩码"));
        panel.subtitleProperty().set("300 × 784");
        Segmented<String> tools =
                new Segmented<>(List.of(word("Changes", "变动"), word("Value", "数值")), item -> item);
        tools.getStyleClass().add("small");
        panel.setTools(tools);
        Region picture = new Region();
        picture.setMinHeight(60);
        panel.setFullBody(picture);
        panel.setFooter(new StatusItem(word("active", "活跃"), "18,715"));
        Hint hint =
                new Hint(
                        Icon.ARROWS_LEFT_RIGHT,
                        word("Drag **Drop fraction** and watch the mask.", "拖动**剪除比例**，看掩码变化。"),
                        texts,
                        () -> {});
        return column(
                hint,
                titled("Panel", "面板", panel),
                titled("Prune and grow", "剪枝与生长", box(pair())),
                titled("Sections", "分节", sections()),
                titled("Facts", "数值", box(facts())),
                titled("Icons", "图标", box(icons())));
    }

    private VBox sliders() {
        SliderRow sparsity =
                row(
                        SliderSpec.of("target", word("Target sparsity", "目标稀疏度"), 0, 0.99, 0.8)
                                .asPercent(1));
        sparsity.setValue(0.9);
        SliderRow interval =
                row(
                        SliderSpec.of("interval", word("Update interval", "更新间隔"), 10, 1000, 100)
                                .asLogarithmic()
                                .asWhole()
                                .withUnit(word("steps", "步")));
        SliderRow hidden =
                row(
                        SliderSpec.of("hidden", word("Hidden units", "隐藏单元"), 10, 700, 300)
                                .asWhole()
                                .forNextRun());
        SliderRow bits = row(bits("bits"));
        bits.setValue(2);
        bits.field().setText("1");
        bits.field().getOnAction().handle(null);
        SliderRow decay =
                row(
                        SliderSpec.of("decay", word("Error feedback decay", "误差反馈衰减"), 0, 1, 0.9)
                                .withDecimals(2));
        decay.setBlocked(word("Off while Gradients is Dense.", "梯度为稠密时关闭。"));
        SliderRow rate =
                row(
                        SliderSpec.of("rate", word("Weight decay", "权重衰减"), 1e-6, 1e-2, 1e-4)
                                .asLogarithmic()
                                .asRate());
        rate.setValue(2.1e-4);
        SliderRow off = row(bits("activation-bits"));
        return new VBox(sparsity, interval, hidden, bits, decay, rate, off);
    }

    private SliderSpec bits(String id) {
        return SliderSpec.of(id, word("Weight bits", "权重位宽"), 2, 32, 32)
                .withStops(2, 3, 4, 5, 6, 7, 8, 32)
                .withNote(32, word("off", "关"));
    }

    private VBox pair() {
        SliderRow drop = row(SliderSpec.of("drop", word("Drop fraction", "剪除比例"), 0, 0.5, 0.3));
        SliderRow grow = row(SliderSpec.of("grow", word("Grow fraction", "生长比例"), 0, 0.5, 0.3));
        return new VBox(new PairLink("pair", drop, grow, texts));
    }

    private Node buttons() {
        Button run = new Button(word("Run", "运行"), Icon.PLAY.node());
        run.getStyleClass().add("accent");
        Button step = new Button(word("Step", "单步"), Icon.STEP.node());
        step.getStyleClass().add("left-pill");
        Button epoch = new Button(word("Epoch", "一轮"), Icon.EPOCH.node());
        epoch.getStyleClass().add("center-pill");
        Button reset = new Button(word("Reset", "重置"), Icon.RESET.node());
        reset.getStyleClass().add("right-pill");
        Button off = new Button(word("Off", "关"));
        off.setDisable(true);
        ComboBox<String> method = new ComboBox<>();
        method.getItems().setAll("RigL", "SET");
        method.setValue("RigL");
        method.setPrefWidth(112);
        Segmented<String> segmented =
                new Segmented<>(
                        List.of(word("Value", "数值"), word("Mask", "掩码"), word("Age", "年龄")),
                        item -> item);
        Segmented<String> sun = new Segmented<>(List.of("Light", "Dark"), item -> item);
        sun.setIcon("Light", Icon.SUN);
        sun.setIcon("Dark", Icon.MOON);
        return new VBox(
                12,
                new HBox(8, run, off),
                new HBox(step, epoch, reset),
                new HBox(8, method, segmented),
                new HBox(8, new Stepper(1, 10, 4, Integer::toString, texts), sun),
                new HBox(
                        8,
                        new Chip(word("equal", "相等"), Tone.ACCENT, Icon.LOCK),
                        new Chip(word("best", "最佳"), Tone.SUCCESS),
                        new Chip(word("over", "超出"), Tone.WARNING),
                        new Chip(word("one seed", "单种子"), Tone.NEUTRAL)));
    }

    private Node forms() {
        TableView<String> table = new TableView<>();
        TableColumn<String, String> run = new TableColumn<>(word("Run", "运行"));
        run.setCellValueFactory(row -> new SimpleStringProperty(row.getValue()));
        run.setPrefWidth(180);
        TableColumn<String, String> accuracy = new TableColumn<>(word("Accuracy", "准确率"));
        accuracy.setCellValueFactory(_ -> new SimpleStringProperty("86.9 %"));
        accuracy.getStyleClass().add("number-column");
        accuracy.setPrefWidth(120);
        table.getColumns().add(run);
        table.getColumns().add(accuracy);
        table.getItems().setAll("rigl-90", "set-90");
        table.getSelectionModel().select(0);
        table.setPrefHeight(106);
        table.setMinHeight(106);
        TextField field = new TextField("1");
        field.setPrefWidth(64);
        CheckBox check = new CheckBox(word("Same batches", "同样的批次"));
        check.setSelected(true);
        HBox row = new HBox(12, field, check);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(8, table, row);
    }

    private Node metric() {
        MetricTile tile = new MetricTile(word("Validation accuracy", "验证准确率"), "86.9", "%");
        tile.setChange(0.4, "0.4", word("since last epoch", "自上一轮"), true);
        return tile;
    }

    private Node toasts() {
        Toast done =
                new Toast(
                        Tone.SUCCESS,
                        word("Drop fraction now 0.450", "剪除比例已改为 0.450"),
                        word("was 0.300, logged at step 4,200", "原为 0.300，记录于第 4,200 步"),
                        word("Undo", "撤销"),
                        () -> {});
        Toast warning =
                new Toast(
                        Tone.WARNING,
                        word("3 neurons lost all inputs", "3 个神经元失去全部输入"),
                        word("fc2, last update", "fc2，上次更新"),
                        word("Show", "查看"),
                        () -> {});
        VBox cards = new VBox(8);
        for (Toast toast : List.of(done, warning)) {
            ToastCard card = new ToastCard(toast, texts, () -> {});
            card.setMaxWidth(Double.MAX_VALUE);
            cards.getChildren().add(card);
        }
        return cards;
    }

    private Node error() {
        InlineError error =
                new InlineError(
                        word(
                                "The file has 12 columns, the network expects 784 inputs.",
                                "文件有 12 列，网络需要 784 个输入。"));
        error.addAction(word("Choose another file", "换一个文件"), () -> {});
        error.addAction(word("Change the network", "更改网络"), () -> {});
        return error;
    }

    private Node progress() {
        ProgressLine line =
                new ProgressLine(word("Sweep, 19 of 30 runs", "扫描，19 / 30 次运行"), texts, () -> {});
        line.leftProperty().set(word("6 min left", "剩余 6 分钟"));
        line.progressProperty().set(0.63);
        return line;
    }

    private Node empty() {
        return box(
                new EmptyState(
                        Icon.BRANCH,
                        word("Nothing to compare yet", "还没有可对比的运行"),
                        word(
                                "Pin two runs, or train a second one with another recipe.",
                                "置顶两个运行，或用另一个配方再训练一个。"),
                        word("Start a duel with this recipe", "用此配方开始对比"),
                        () -> {}));
    }

    private Node sections() {
        VBox rows =
                new VBox(
                        new Section(word("Data", "数据"), "Fashion-MNIST", new Label("…")),
                        new Section(word("Network", "网络"), "784-300-100-10", new Label("…")));
        Section open =
                new Section(word("Quantization", "量化"), word("Off", "关闭"), row(bits("open-bits")));
        open.openProperty().set(true);
        rows.getChildren().add(open);
        StackPane box = new StackPane(rows);
        box.getStyleClass().add("panel");
        return box;
    }

    private VBox facts() {
        return new VBox(
                new KeyValueRow(word("Fan-in", "扇入"), "398", word("of 784", "/ 784")),
                new KeyValueRow(word("Gradient", "梯度"), Numbers.rate(2.1e-4, 3)),
                new KeyValueRow(word("Weight", "权重"), Numbers.fixed(-0.1303, 4)),
                new StatusItem(
                        word("active", "活跃权重"),
                        Numbers.count(26_621),
                        word("of 266,200 weights", "/ 266,200")));
    }

    private Node icons() {
        FlowPane flow = new FlowPane(10, 10, new Logo(24));
        flow.setPrefWrapLength(286);
        for (Icon icon : Icon.values()) {
            flow.getChildren().add(icon.node());
        }
        return flow;
    }

    private SliderRow row(SliderSpec spec) {
        return new SliderRow(spec, texts);
    }

    private String word(String english, String translated) {
        return chinese ? translated : english;
    }

    private VBox titled(String english, String translated, Node content) {
        Label title = new Label(word(english, translated));
        title.getStyleClass().addAll("strong", "muted", "note");
        return new VBox(8, title, content);
    }

    private static StackPane box(Node content) {
        StackPane box = new StackPane(content);
        box.getStyleClass().add("panel");
        box.setStyle("-fx-padding: 12 16 12 16");
        return box;
    }

    private static VBox column(Node... children) {
        VBox column = new VBox(16, children);
        column.setMinWidth(320);
        column.setPrefWidth(320);
        column.setMaxWidth(320);
        return column;
    }
}
