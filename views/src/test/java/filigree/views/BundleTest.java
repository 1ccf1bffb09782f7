package filigree.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertEquals(
                read("messages.properties").stringPropertyNames(),
                read("messages_zh_CN.properties").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh_CN.properties"})
    void noTextHasAnApostropheThatThePatternWouldSwallow(String name) throws IOException {
        Properties texts = read(name);
        for (String key : texts.stringPropertyNames()) {
            assertFalse(texts.getProperty(key).contains("'"), key);
        }
    }

    private static Properties read(String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = BundleTest.class.getResourceAsStream(name)) {
            assertNotNull(in, name);
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
