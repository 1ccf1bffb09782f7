package filigree.views.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.fx.Refresh.Kind;
import filigree.views.fx.Turns.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A window of places with known costs, at 60 pulses a second.
final class TurnsTest {
    private static final long MILLI = 1_000_000;
    private static final long PULSE = 16_666_667;

    private final FrameGovernor governor = new FrameGovernor(10); // of time there is enough
    private final Turns turns = new Turns(governor);
    private final Map<Turn, Long> costs = new LinkedHashMap<>();
    private final Map<String, Integer> refreshed = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();
    private long now;

    private Turn place(String name, Kind kind, long nanos) {
        Turn turn = turns.add(kind, () -> true, _ -> note(name));
        costs.put(turn, nanos);
        return turn;
    }

    private boolean note(String name) {
        refreshed.merge(name, 1, Integer::sum);
        order.add(name);
        return true;
    }

    /// Returns what the pulse cost.
    private long pulse(FrameGovernor governor) {
        List<Turn> drawn = turns.take(now);
        long cost = drawn.stream().mapToLong(costs::get).sum();
        if (!drawn.isEmpty()) {
            Turns.cost(drawn, cost);
            governor.spent(cost, now);
        }
        now += PULSE;
        return cost;
    }

    private long dearest(int pulses) {
        long most = 0;
        for (int i = 0; i < pulses; i++) {
            most = Math.max(most, pulse(governor));
        }
        return most;
    }

    @Test
    void atFirstEachPlaceHasAPulseForItself() {
        place("map", Kind.PICTURE, MILLI);
        place("chart", Kind.NUMBER, MILLI);
        place("bars", Kind.NUMBER, MILLI);
        pulse(governor);
        assertEquals(List.of("map"), order);
        pulse(governor);
        pulse(governor);
        assertEquals(List.of("map", "chart", "bars"), order);
    }

    @Test
    void onceCostsAreKnownNoPulseTakesMoreThanItsShare() {
        place("map", Kind.PICTURE, 2_500_000);
        place("strip", Kind.NUMBER, 1_500_000);
        place("chart", Kind.NUMBER, 2_000_000);
        place("bars", Kind.NUMBER, 1_000_000);
        dearest(240);
        assertTrue(dearest(240) <= 1.2 * Turns.SHARE_NANOS);
    }

    @Test
    void cheapPlacesShareAPulse() {
        place("strip", Kind.NUMBER, MILLI);
        place("bars", Kind.NUMBER, MILLI);
        dearest(240);
        order.clear();
        while (order.isEmpty()) {
            pulse(governor);
        }
        assertEquals(2, order.size());
    }

    @Test
    void whatIsDearerThanAShareHasAPulseForItself() {
        place("map", Kind.PICTURE, 8 * MILLI);
        place("bars", Kind.NUMBER, MILLI);
        dearest(240);
        assertEquals(8 * MILLI, dearest(240));
    }

    @Test
    void eachKindKeepsItsRate() {
        place("map", Kind.PICTURE, 2 * MILLI);
        place("chart", Kind.NUMBER, 2 * MILLI);
        place("bars", Kind.NUMBER, 2 * MILLI);
        dearest(600);
        assertEquals(200, refreshed.getOrDefault("map", 0), 10);
        assertEquals(100, refreshed.getOrDefault("chart", 0), 10);
        assertEquals(100, refreshed.getOrDefault("bars", 0), 10);
    }

    @Test
    void whereTimeIsShortAllBecomeSlowerTogether() {
        var poor = new FrameGovernor(0.06);
        var few = new Turns(poor);
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (String name : List.of("map", "chart", "bars")) {
            few.add(
                    name.equals("map") ? Kind.PICTURE : Kind.NUMBER,
                    () -> true,
                    _ -> seen.merge(name, 1, Integer::sum) > 0);
        }
        for (int i = 0; i < 1_200; i++) {
            List<Turn> drawn = few.take(i * PULSE);
            Turns.cost(drawn, 3 * MILLI * drawn.size());
            poor.spent(3 * MILLI * drawn.size(), i * PULSE);
        }
        assertEquals(seen.getOrDefault("chart", 0), seen.getOrDefault("bars", 0), 8);
        assertEquals(2.0 * seen.getOrDefault("chart", 0), seen.getOrDefault("map", 0), 40);
        // a budget of 1.2 s for 20 s is 400 refreshes; 800 are wanted
        assertEquals(400, seen.values().stream().mapToInt(n -> n).sum(), 20);
    }

    @Test
    void whatDidNotChangeLeavesThePulseToTheNext() {
        turns.add(Kind.PICTURE, () -> true, _ -> false);
        place("bars", Kind.NUMBER, MILLI);
        pulse(governor);
        assertEquals(List.of("bars"), order);
    }

    @Test
    void whatDoesNotShowIsNotRefreshed() {
        turns.add(Kind.PICTURE, () -> false, _ -> note("hidden"));
        assertFalse(turns.isAnyDue(now));
        assertEquals(0, dearest(10));
        assertEquals(List.of(), order);
    }

    @Test
    void whatWasTakenAwayIsNotRefreshed() {
        Turn map = place("map", Kind.PICTURE, MILLI);
        turns.remove(map);
        assertFalse(turns.isAnyDue(now));
    }

    @Test
    void knowsBeforehandThatSomethingWillBeDue() {
        place("map", Kind.PICTURE, MILLI);
        pulse(governor);
        assertFalse(turns.isAnyDue(now));
        assertTrue(turns.isAnyDue(now + 2 * PULSE));
    }
}
