package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource({
        "fashion-rigl-90, fashion-rigl-90",
        "../x, x",
        "..\\x, x",
        "a/b:c*d, a-b-c-d",
        "CON, run-CON",
        "nul.txt, run-nul.txt",
        "com1, run-com1",
        "name., name",
        "..., run",
        "'  ', run",
        "'', run",
        "\uD83D\uDE00, run",
        "稀疏 训练, 稀疏-训练",
    })
    void everyNameBecomesAFolder(String name, String folder) {
        assertEquals(folder, SafeName.of(name));
    }

    @Test
    void aLongNameIsCut() {
        assertEquals(60, SafeName.of("x".repeat(300)).length());
        String chinese = SafeName.of("稀".repeat(300));
        assertTrue(chinese.getBytes(StandardCharsets.UTF_8).length <= 120, chinese);
    }

    @Test
    void aSecondRunOfTheSameSecondGetsANumber(@TempDir Path home) throws IOException {
        var places = new Places(home);
        var now = LocalDateTime.of(2026, 11, 24, 1, 2, 3);
        Path first = Files.createDirectories(places.newRun("x", now));
        assertEquals("20261124-010203-x", first.getFileName().toString());
        assertNotEquals(first, places.newRun("x", now));
    }
}
