package filigree.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One measured case beside what it is compared with.
///
/// @param name of the case
/// @param density of the sparse layers, from 0 to 1
/// @param threads that train
/// @param ours the median
/// @param peer what it is compared with
/// @param peerValue the same quantity of the peer, in the same unit
/// @param unit of both
/// @param ratio how much better than the peer: over 1 is better
/// @param spread of our measurements, for people
record Outcome(
        String name,
        double density,
        int threads,
        double ours,
        String peer,
        double peerValue,
        String unit,
        double ratio,
        String spread) {
    /// Less is better.
    static Outcome lower(
            String name,
            double density,
            int threads,
            Sample ours,
            String peer,
            double peerValue,
            String unit) {
        double m = ours.median();
        return new Outcome(
                name, density, threads, m, peer, peerValue, unit, peerValue / m, ours.spread());
    }

    /// Less is better, and both were measured in each round: the ratio is the median of the rounds'
    /// ratios.
    ///
    /// @param ours one number a round
    /// @param peers the same rounds
    static Outcome paired(
            String name,
            double density,
            int threads,
            List<Double> ours,
            String peer,
            List<Double> peers,
            String unit) {
        double[] ratios = new double[ours.size()];
        Arrays.setAll(ratios, i -> peers.get(i) / ours.get(i));
        Sample ratio = new Sample(ratios);
        return new Outcome(
                name,
                density,
                threads,
                Sample.of(ours).median(),
                peer,
                Sample.of(peers).median(),
                unit,
                ratio.median(),
                "ratio " + ratio.spread());
    }

    /// More is better.
    static Outcome higher(
            String name,
            double density,
            int threads,
            Sample ours,
            String peer,
            double peerValue,
            String unit) {
        double m = ours.median();
        return new Outcome(
                name, density, threads, m, peer, peerValue, unit, m / peerValue, ours.spread());
    }

    /// Writes one line of JSON to the output, and one for people to the error stream.
    void print() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("case", name);
        line.put("density", density);
        line.put("threads", threads);
        line.put("ours", rounded(ours));
        line.put("peer", peer);
        line.put("peerValue", rounded(peerValue));
        line.put("unit", unit);
        line.put("ratio", rounded(ratio));
        System.out.println(new JsonMapper().writeValueAsString(line));
        System.err.printf(
                Locale.ROOT,
                "%-30s density %-5s threads %d  %10.4g %-9s %-28s %s %.4g  ratio %.3g%n",
                name,
                density,
                threads,
                ours,
                unit,
                spread,
                peer,
                peerValue,
                ratio);
    }

    private static Object rounded(double value) {
        return Double.isFinite(value)
                ? Double.valueOf(String.format(Locale.ROOT, "%.4g", value))
                : "none";
    }
}
