package filigree.model.topology;

/// By what whole units are compared: the lowest go. A score covers all members of a unit's
/// dependency group, unless it says otherwise.
public enum UnitScore {
    /// Sum of the absolute values of all members (Li et al. 2017, arXiv:1608.08710).
    L1 {
        @Override
        double[] of(UnitGroups units) {
            return each(units.members(), UnitScore::l1);
        }
    },
    /// Root of the sum of their squares.
    L2 {
        @Override
        double[] of(UnitGroups units) {
            return each(units.members(), x -> Math.sqrt(squares(x)));
        }
    },
    /// |gain| of the batch normalisation alone (network slimming, Liu et al. 2017,
    /// arXiv:1708.06519).
    NORM_SCALE {
        @Override
        double[] of(UnitGroups units) {
            return units.scales();
        }
    },
    /// Sum of |w dL/dw| over all weights (Molchanov et al. 2019, arXiv:1906.10771).
    TAYLOR_WEIGHTS {
        @Override
        double[] of(UnitGroups units) {
            return each(units.sensitivities(), UnitScore::l1);
        }

        @Override
        boolean readsGradients() {
            return true;
        }
    },
    /// |sum of a dL/da| of the output alone (Molchanov et al. 2017, arXiv:1611.06440, equation 8;
    /// its sum is over the batches together).
    TAYLOR_OUTPUT {
        @Override
        double[] of(UnitGroups units) {
            double[] effects = units.effects();
            for (int u = 0; u < effects.length; u++) {
                effects[u] = Math.abs(effects[u]);
            }
            return effects;
        }

        @Override
        boolean readsGradients() {
            return true;
        }
    },
    /// Share of outputs above 0: one less the average percentage of zeros (APoZ, Hu et al. 2016,
    /// arXiv:1607.03250).
    FIRING {
        @Override
        double[] of(UnitGroups units) {
            return units.firing();
        }
    },
    /// Sum of the distances to all other units that are left: what lies near their geometric median
    /// can be replaced by them (FPGM, He et al. 2019, arXiv:1811.00250, equation 6).
    MEDIAN_DISTANCE {
        @Override
        double[] of(UnitGroups units) {
            return distances(units.members(), units.present());
        }
    };

    /// One number a unit, at least 0.
    abstract double[] of(UnitGroups units);

    /// Whether it needs a dense gradient.
    boolean readsGradients() {
        return false;
    }

    @FunctionalInterface
    private interface Norm {
        double of(float[] vector);
    }

    private static double[] each(float[][] vectors, Norm norm) {
        double[] scores = new double[vectors.length];
        for (int u = 0; u < scores.length; u++) {
            scores[u] = norm.of(vectors[u]);
        }
        return scores;
    }

    private static double l1(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += Math.abs(x);
        }
        return sum;
    }

    private static double squares(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += (double) x * x;
        }
        return sum;
    }

    private static double[] distances(float[][] vectors, boolean[] present) {
        double[] sums = new double[vectors.length];
        for (int u = 0; u < sums.length; u++) {
            for (int v = u + 1; v < sums.length; v++) {
                if (present[u] && present[v]) {
                    double distance = Math.sqrt(squaredDistance(vectors[u], vectors[v]));
                    sums[u] += distance;
                    sums[v] += distance;
                }
            }
        }
        return sums;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double apart = a[i] - b[i];
            sum += apart * apart;
        }
        return sum;
    }
}
