package filigree.bench;

import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.RunFolder;
import filigree.model.train.Trainer;
import filigree.samples.BundledData;
import filigree.samples.Samples;
import filigree.views.control.Heatmap;
import filigree.views.shell.Services;
import filigree.views.shell.Shell;
import filigree.views.theme.Theme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// What an open window costs: the same training with and without it, in turns, and how busy the
/// JavaFX thread is meanwhile.
final class WindowBench {
    private static final int THREADS = 2;

    /// What is on show.
    ///
    /// @param key pressed first to choose the view
    private record Scenario(String name, Recipe recipe, KeyCode key, String heatmap) {}

    /// How long is trained before measuring and while measuring, in milliseconds, and how often.
    private record Plan(long warm, long measured, int pairs) {}

    private final Plan plan;
    private final Path folders;
    private int runs;
    private boolean starting = true; // the first window of this Java: how long it took

    private WindowBench(Plan plan, Path folders) {
        this.plan = plan;
        this.folders = folders;
    }

    static void run(boolean quick) throws InterruptedException, IOException {
        if (System.getenv().getOrDefault("DISPLAY", "").isBlank()) {
            System.err.println(
                    "No screen: nothing was started. Set DISPLAY, or install Xvfb and xvfb-run.");
            return;
        }
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
        Recipe opening = Samples.first().recipe().with("epochs", 2000);
        Recipe wide = opening.with("network.hidden", List.of(1000, 300));
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.add(new Scenario("overview", opening, KeyCode.DIGIT1, "#overview-heatmap"));
        scenarios.add(new Scenario("masks", opening, KeyCode.DIGIT2, "#masks-heatmap"));
        if (!quick) {
            scenarios.add(new Scenario("overview-1000", wide, KeyCode.DIGIT1, "#overview-heatmap"));
            scenarios.add(new Scenario("masks-1000", wide, KeyCode.DIGIT2, "#masks-heatmap"));
        }
        Path folders = Files.createTempDirectory("filigree-bench");
        Plan plan = quick ? new Plan(800, 1500, 3) : new Plan(1500, 4000, 7);
        if (Integer.getInteger("bench.profile") != null) { // one long look, for a profiler
            plan = new Plan(3000, 1000L * Integer.getInteger("bench.profile"), 1);
        }
        var bench = new WindowBench(plan, folders);
        String only = System.getProperty("bench.only", "");
        for (Scenario scenario : scenarios) {
            if (only.isEmpty() || scenario.name().equals(only)) {
                bench.measure(scenario);
            }
        }
    }

    private void measure(Scenario scenario) throws InterruptedException {
        windowed(scenario, new FrameProbe()); // both once, so that everything is compiled
        headless(scenario);
        List<Double> alone = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        List<Double> pulses = new ArrayList<>();
        List<Double> pictures = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> coreless = new ArrayList<>();
        List<Double> fx = new ArrayList<>();
        List<Double> render = new ArrayList<>();
        for (int pair = 0; pair < plan.pairs(); pair++) {
            var probe = new FrameProbe();
            double before = 0;
            double with = 0;
            if (pair % 2 == 0) { // a drift of the machine favours neither
                before = headless(scenario);
                with = windowed(scenario, probe);
            } else {
                with = windowed(scenario, probe);
                before = headless(scenario);
            }
            alone.add(before);
            open.add(with);
            ratios.add(with / before);
            busy.addAll(probe.busyMillis());
            waits.addAll(probe.waitMillis());
            pulses.add(probe.pulsesPerSecond());
            pictures.add(probe.picturesPerSecond());
            cpu.addAll(probe.cpuMillis());
            coreless.addAll(probe.corelessMillis());
            fx.add(probe.fxShare());
            render.add(probe.renderShare());
        }
        report(scenario, alone, open, ratios);
        double density = density(scenario);
        String name = "window-" + scenario.name();
        target(name + "-fx-p50", density, busy, 0.5, 4);
        target(name + "-fx-p99", density, busy, 0.99, 10);
        target(name + "-wait-p99", density, waits, 0.99, 16.7);
        Outcome.higher(name + "-pulses", density, THREADS, sample(pulses), "target", 55, "1/s")
                .print();
        Outcome.higher(
                        name + "-pictures",
                        density,
                        THREADS,
                        sample(pictures),
                        "governor",
                        20,
                        "1/s")
                .print();
        target(name + "-fx-cpu-p99", density, cpu, 0.99, 10);
        target(name + "-fx-coreless-p99", density, coreless, 0.99, 10);
        target(name + "-fx-cpu-p999", density, cpu, 0.999, 10);
        Outcome.lower(name + "-fx-share", density, THREADS, sample(fx), "core", 1, "cores").print();
        Outcome.lower(name + "-render-share", density, THREADS, sample(render), "core", 1, "cores")
                .print();
    }

    private void report(
            Scenario scenario, List<Double> alone, List<Double> open, List<Double> ratios) {
        double density = density(scenario);
        Sample ratio = sample(ratios);
        new Outcome(
                        "window-" + scenario.name(),
                        density,
                        THREADS,
                        sample(open).median(),
                        "headless",
                        sample(alone).median(),
                        "images/s",
                        ratio.median(),
                        "slower by %.1f %% [%.1f, %.1f] n %d"
                                .formatted(
                                        100 * (1 - ratio.median()),
                                        100 * (1 - ratio.quantile(0.75)),
                                        100 * (1 - ratio.quantile(0.25)),
                                        ratio.size()))
                .print();
    }

    private static double density(Scenario scenario) {
        return scenario.recipe().get("maskUpdater.sparsity") instanceof Number n
                ? Math.rint(1000 * (1 - n.doubleValue())) / 1000
                : 1;
    }

    private static void target(
            String name, double density, List<Double> values, double q, double target) {
        String unit = name.startsWith("start") ? "s" : "ms";
        Sample all = sample(values);
        Outcome.lower(name, density, THREADS, new Sample(all.quantile(q)), "target", target, unit)
                .print();
    }

    private static Sample sample(List<Double> values) {
        return new Sample(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// Returns seconds since Java was started.
    private static double uptime() {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return (System.currentTimeMillis() - start) / 1e3;
    }

    private Path next() {
        return folders.resolve("run-" + runs++);
    }

    /// Returns images a second.
    private double headless(Scenario scenario) throws InterruptedException {
        var trainer = new Trainer(scenario.recipe(), new BundledData(), THREADS);
        var folder = new RunFolder(next(), scenario.recipe(), Run.environment(THREADS));
        var run = new Run(trainer, Optional.of(folder), Run.Options.whole());
        run.start();
        double rate = rate(run, () -> {});
        run.close();
        return rate;
    }

    /// Returns images a second with the window open.
    private double windowed(Scenario scenario, FrameProbe probe) throws InterruptedException {
        var opened = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var shell = new AtomicReference<Optional<Shell>>(Optional.empty());
        var stage = new AtomicReference<Optional<Stage>>(Optional.empty());
        var services =
                new Services(
                        new BundledData(),
                        List.of(new Services.Experiment("bench", scenario.recipe())),
                        _ -> next(),
                        THREADS,
                        (run, _) -> run);
        Platform.runLater(() -> {
            probe.arm();
            var window = new Stage();
            var made = new Shell(window, services, new Shell.Taste(Theme.LIGHT, Locale.ENGLISH));
            stage.set(Optional.of(window));
            shell.set(Optional.of(made));
            made.show();
            opened.countDown();
        });
        opened.await();
        var made = shell.get().orElseThrow();
        var window = stage.get().orElseThrow();
        while (onFx(() -> made.run().isEmpty())) {
            Thread.sleep(5);
        }
        double openedAfter = uptime();
        double fxBefore = FrameProbe.cpuSeconds(FrameProbe.FX);
        onFx(() -> {
            press(window, scenario.key());
            if (window.getScene().lookup(scenario.heatmap()) instanceof Heatmap map) {
                map.pictureProperty().addListener((_, _, _) -> probe.countPicture());
            }
            return true;
        });
        Run run = onFx(() -> made.run().orElseThrow().run());
        if (starting) {
            while (onFx(() -> made.run().orElseThrow().snapshot().step() == 0)) {
                Thread.sleep(5);
            }
            target("start-window-opened", density(scenario), List.of(openedAfter), 0.5, 3);
            target("start-first-picture", density(scenario), List.of(uptime()), 0.5, 3);
            double fx = FrameProbe.cpuSeconds(FrameProbe.FX);
            target("start-fx-cpu-opened", density(scenario), List.of(fxBefore), 0.5, 1);
            target("start-fx-cpu", density(scenario), List.of(fx), 0.5, 1);
            double all = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
            target("start-all-cpu", density(scenario), List.of(all / 1e3), 0.5, 4);
            starting = false;
        }
        double rate =
                rate(
                        run,
                        () ->
                                onFx(() -> {
                                    probe.begin();
                                    return true;
                                }));
        onFx(() -> {
            probe.end();
            made.whenKept(closed::countDown);
            window.close();
            return true;
        });
        closed.await();
        return rate;
    }

    private static void press(Stage window, KeyCode key) {
        var event = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false);
        window.getScene().getRoot().fireEvent(event);
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> T onFx(Question<T> question) {
        var answer = new AtomicReference<T>();
        var done = new CountDownLatch(1);
        Platform.runLater(() -> {
            try {
                answer.set(question.ask());
            } finally {
                done.countDown();
            }
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answer.get();
    }

    private double rate(Run run, Runnable begin) throws InterruptedException {
        Thread.sleep(plan.warm());
        begin.run();
        var first = run.latest();
        long start = System.nanoTime();
        Thread.sleep(plan.measured());
        var last = run.latest();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (last.step() - first.step()) * last.recipe().batch() / seconds;
    }
}
