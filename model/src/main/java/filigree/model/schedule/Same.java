package filigree.model.schedule;

import filigree.model.method.MethodType;

/// Grow as much as is dropped: the lock between the two sliders. Density stays as it is.
public record Same() implements Schedule {
    public static final MethodType<Same> TYPE =
            MethodType.<Same>of("same", "Mocanu et al. 2018; Evci et al. 2020: grown = dropped")
                    .build(_ -> new Same());

    @Override
    public MethodType<Same> type() {
        return TYPE;
    }

    @Override
    public boolean isSame() {
        return true;
    }

    @Override
    public double at(double progress, double target) {
        throw new IllegalStateException("\"same\" has no value of its own: ask the drop fraction");
    }
}
