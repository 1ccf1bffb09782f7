package filigree.model.report;

import filigree.model.error.UserFacingException;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the first layer looks, over the run, and every layer's mask at its start and end.
final class MaskSection {
    private static final int PICTURES = 6;
    private static final int FAN_IN_SIDE = 112;
    private static final int MASK_SIDE = 340;

    private MaskSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("masks.title");
        Optional<TopologyPlayback> playback = run.playback();
        if (playback.isEmpty() || playback.get().shapes().isEmpty()) {
            page.paragraph(w.get("masks.none"));
            page.end();
            return;
        }
        try {
            pictures(page, playback.get());
        } catch (UserFacingException e) {
            page.paragraph(w.get("masks.damaged", run.explain(e)));
        }
        page.end();
    }

    private static void pictures(Page page, TopologyPlayback playback) {
        Words w = page.words();
        List<Mask> start = playback.masksAt(0);
        List<Mask> end = playback.masksAt(playback.lastStep());
        if (full(start) && full(end)) {
            page.paragraph(w.get("masks.full"));
            return;
        }
        boolean moved = !start.equals(end) || anyMoved(playback, start);
        List<Long> steps = moved ? steps(playback.lastStep()) : List.of(0L);
        if (isLinear(playback.shapes().getFirst())) {
            fanIn(page, playback, steps);
        }
        if (!moved) {
            page.note(w.get("masks.stayed"));
        }
        layers(page, playback.shapes(), start, end, playback.lastStep(), moved);
    }

    private static boolean isLinear(LayerShape shape) {
        return shape.kernelHeight() == 1 && shape.kernelWidth() == 1;
    }

    private static boolean full(List<Mask> masks) {
        return masks.stream().allMatch(m -> m.activeCount() == m.size());
    }

    private static boolean anyMoved(TopologyPlayback playback, List<Mask> start) {
        return steps(playback.lastStep()).stream()
                .anyMatch(s -> !playback.masksAt(s).equals(start));
    }

    /// Steps that divide the run evenly, its start and end among them.
    static List<Long> steps(long last) {
        List<Long> steps = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            long step = Math.round((double) last * i / (PICTURES - 1));
            if (steps.isEmpty() || steps.getLast() < step) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static void fanIn(Page page, TopologyPlayback playback, List<Long> steps) {
        Words w = page.words();
        LayerShape first = playback.shapes().getFirst();
        ImageSize size = ImageSize.of(first.columns());
        List<Mask> masks = steps.stream().map(s -> playback.masksAt(s).getFirst()).toList();
        int most = masks.stream().mapToInt(m -> Picture.most(m, size)).max().orElse(1);
        page.html().open("div", "class", "film");
        for (int i = 0; i < steps.size(); i++) {
            String caption = w.get("masks.step", w.count(steps.get(i)));
            page.figure(
                    Picture.fanIn(masks.get(i), size, most, FAN_IN_SIDE),
                    w.get("masks.fan-in.alternative", caption),
                    caption);
        }
        page.html().close();
        page.html().open("div", "class", "scale");
        page.html().element("span", w.get("masks.fan-in", first.name(), w.count(first.rows())));
        page.html().open("span", "class", "bar").element("span", "0");
        Picture strip = Picture.strip();
        page.html()
                .empty(
                        "img",
                        "src",
                        strip.uri(),
                        "alt",
                        w.get("masks.scale"),
                        "width",
                        "96",
                        "height",
                        "7")
                .element("span", w.count(most))
                .close()
                .close();
    }

    private static void layers(
            Page page,
            List<LayerShape> shapes,
            List<Mask> start,
            List<Mask> end,
            long last,
            boolean moved) {
        Words w = page.words();
        page.heading(w.get(moved ? "masks.layers" : "masks.layers.stayed"));
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            page.html().open("div", "class", "pair");
            layer(page, shape, start.get(l), w.get("masks.step", w.count(0)));
            if (moved) {
                layer(page, shape, end.get(l), w.get("masks.step", w.count(last)));
            }
            page.html().close();
            if (moved) {
                page.note(kept(w, shape, start.get(l), end.get(l)));
            }
        }
    }

    private static void layer(Page page, LayerShape shape, Mask mask, String step) {
        Words w = page.words();
        int shrink = Picture.shrink(mask, MASK_SIDE);
        String caption =
                w.get(
                        "masks.layer",
                        shape.name(),
                        step,
                        w.count(mask.activeCount()),
                        w.count(mask.size()));
        String grain = shrink == 1 ? "" : w.get("masks.grain", Integer.toString(shrink));
        page.figure(Picture.mask(mask, MASK_SIDE), caption, caption + grain);
    }

    private static String kept(Words w, LayerShape shape, Mask start, Mask end) {
        int both = start.overlap(end);
        return w.get(
                "masks.kept",
                shape.name(),
                w.count(both),
                w.count(start.activeCount()),
                w.percent((double) both / start.activeCount(), 1));
    }
}
