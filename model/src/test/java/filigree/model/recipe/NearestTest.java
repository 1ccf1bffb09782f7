package filigree.model.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "seed, seed, 0",
        "sead, seed, 1",
        "sed, seed, 1",
        "seeed, seed, 1",
        "esed, seed, 1",
        "SEED, seed, 0",
        "rigl, set, 4",
        "'', seed, 4",
        "seed, '', 4"
    })
    void countsSlipsOfTheFinger(String a, String b, int distance) {
        assertEquals(distance, Nearest.distance(a, b));
        assertEquals(distance, Nearest.distance(b, a));
    }

    @Test
    void offersTheNearestWord() {
        var words = List.of("sparsity", "dropFraction", "growFraction", "every");
        assertEquals(Optional.of("dropFraction"), Nearest.to("dropfracton", words));
        assertEquals(Optional.of("every"), Nearest.to("evry", words));
    }

    @Test
    void offersNothingFarAway() {
        assertEquals(Optional.empty(), Nearest.to("zzzzz", List.of("seed", "batch")));
        assertEquals(Optional.empty(), Nearest.to("seed", List.of()));
    }
}
