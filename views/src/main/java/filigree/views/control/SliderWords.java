package filigree.views.control;

import filigree.model.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// The sentences of a slider row.
record SliderWords(SliderSpec spec, Texts texts) {
    /// What is wrong with a typed text, and which value stays instead.
    String error(String typed, double kept) {
        String stays = spec.text(kept) + (spec.factor() == 100 ? " %" : "");
        var number = spec.parse(typed);
        if (number.isEmpty()) {
            return texts.get("control.slider.number", stays);
        }
        boolean fraction = spec.whole() && number.getAsDouble() != Math.rint(number.getAsDouble());
        if (fraction && spec.stops().isEmpty()) {
            return texts.get("control.slider.whole", from(), to(), stays);
        }
        return texts.get("control.slider.kept", allowed(), stays);
    }

    /// "2 to 8 or 32".
    String allowed() {
        if (spec.stops().isEmpty()) {
            return texts.get("control.slider.to", from(), to());
        }
        List<String> groups = groups();
        String last = groups.removeLast();
        return groups.isEmpty()
                ? last
                : texts.get("control.slider.or", String.join(separator(), groups), last);
    }

    String tooltip(String reason) {
        List<String> lines = new ArrayList<>();
        if (!spec.meaning().isEmpty()) {
            lines.add(spec.meaning());
        }
        if (!reason.isEmpty()) {
            lines.add(reason);
        } else {
            lines.add(texts.get("control.slider.default", withUnit(spec.initial())));
        }
        return String.join("\n", lines);
    }

    String acts() {
        return texts.get(spec.live() ? "control.slider.now" : "control.slider.next");
    }

    String withUnit(double value) {
        return (spec.text(value) + " " + spec.unit(value)).strip();
    }

    private String separator() {
        return texts.get("control.slider.comma");
    }

    /// Runs of three or more neighbouring whole numbers become "a to b".
    private List<String> groups() {
        List<Double> stops = spec.stops();
        List<String> groups = new ArrayList<>();
        int start = 0;
        while (start < stops.size()) {
            int end = start;
            while (end + 1 < stops.size() && stops.get(end + 1) - stops.get(end) == 1) {
                end++;
            }
            if (end - start >= 2) {
                String low = spec.text(stops.get(start));
                groups.add(texts.get("control.slider.to", low, spec.text(stops.get(end))));
            } else {
                stops.subList(start, end + 1).forEach(stop -> groups.add(spec.text(stop)));
            }
            start = end + 1;
        }
        return groups;
    }

    private String from() {
        return spec.text(spec.min());
    }

    private String to() {
        return spec.text(spec.reach()) + (spec.factor() == 100 ? " %" : "");
    }
}
