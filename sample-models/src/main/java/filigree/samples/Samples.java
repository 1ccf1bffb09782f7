package filigree.samples;

import filigree.model.recipe.Nearest;
import filigree.model.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The sample recipes, in the order in which lists show them. The first one is what the window
/// opens with.
public final class Samples {
    private static final List<Sample> ALL =
            Stream.of(
                            "fashion-opening",
                            "fashion-dense",
                            "fashion-static-90",
                            "fashion-set-90",
                            "fashion-rigl-90",
                            "fashion-magnitude-90",
                            "fashion-static-98",
                            "fashion-set-98",
                            "fashion-rigl-98",
                            "fashion-rigl-98-k50",
                            "fashion-magnitude-98",
                            "fashion-static-99",
                            "fashion-set-99",
                            "fashion-rigl-99",
                            "fashion-magnitude-99",
                            "fashion-rigl-99-k50",
                            "fashion-snip-98",
                            "fashion-snip-99",
                            "fashion-snfs-98",
                            "fashion-mest-98",
                            "fashion-srigl-98",
                            "fashion-dsr-98",
                            "fashion-top-kast-98",
                            "fashion-grasp-98",
                            "fashion-synflow-98",
                            "fashion-soft-movement",
                            "fashion-sr-ste-2-4",
                            "fashion-small-98",
                            "fashion-small-99",
                            "fashion-set-mlp",
                            "fashion-dgc",
                            "fashion-structured-50",
                            "fashion-l0",
                            "fashion-adam-rigl-90",
                            "fashion-lenet-dense",
                            "fashion-lenet-rigl-90",
                            "fashion-vgg-rigl-90",
                            "fashion-resnet-rigl-90",
                            "mnist-dense",
                            "mnist-static-98",
                            "mnist-set-98",
                            "mnist-rigl-98",
                            "mnist-rigl-98-k50",
                            "mnist-magnitude-98",
                            "mnist-snip-95",
                            "mnist-snip-98",
                            "mnist-lottery-ticket",
                            "mnist-l0",
                            "mnist-lenet-dense",
                            "mnist-lenet-snip-98",
                            "mnist-lenet-snip-99",
                            "kjv-gpt-dense",
                            "kjv-gpt-rigl-80",
                            "digits-rigl-80")
                    .map(Sample::new)
                    .toList();

    private Samples() {}

    public static List<Sample> all() {
        return ALL;
    }

    /// The sample a person sees first.
    public static Sample first() {
        return ALL.getFirst();
    }

    public static Optional<Sample> find(String id) {
        return ALL.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /// Returns the sample that a person who wrote `id` probably meant.
    public static Optional<Sample> nearest(String id) {
        return Nearest.to(id, ALL.stream().map(Sample::id).toList()).flatMap(Samples::find);
    }

    /// The samples' own words: `sample.<id>` is a sentence about each.
    public static Texts texts(Locale locale) {
        return Texts.of("filigree.samples.messages", locale, Samples.class.getClassLoader());
    }
}
