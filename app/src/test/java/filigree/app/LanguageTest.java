package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTest {
    @Test
    void theOptionDecides() {
        assertEquals(Locale.SIMPLIFIED_CHINESE, Language.of(List.of("samples", "--lang", "zh")));
        assertEquals(Locale.SIMPLIFIED_CHINESE, Language.of(List.of("--lang=zh", "samples")));
        assertEquals(Locale.ENGLISH, Language.of(List.of("--lang=en")));
    }

    @Test
    void withoutItTheSystemDoes() {
        assertEquals(Locale.SIMPLIFIED_CHINESE, Language.ofSystem(Locale.of("zh", "CN"), Map.of()));
        assertEquals(Locale.ENGLISH, Language.ofSystem(Locale.GERMAN, Map.of()));
    }

    @Test
    void aLocaleThatIsNotInstalledIsUnderstood() {
        assertEquals(
                Locale.SIMPLIFIED_CHINESE,
                Language.ofSystem(Locale.ENGLISH, Map.of("LANG", "zh_CN.UTF-8")));
        assertEquals(
                Locale.ENGLISH,
                Language.ofSystem(
                        Locale.ENGLISH, Map.of("LC_ALL", "C.UTF-8", "LANG", "zh_CN.UTF-8")));
    }
}
