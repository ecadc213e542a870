package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.BrokerConfig;
import io.leat.runtime.config.WorkerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md say what the code says; {@code -Dupdate.docs} writes them anew. */
class ConfigurationDocTest {

    private static final Path DOC = Path.of("../docs/configuration.md");

    @Test
    void theTablesOfTheDocumentationAreThoseOfTheCode() throws IOException {
        var written = Files.readString(DOC);
        var expected = with(with(written, "worker", WorkerKeys.definition()), "log", BrokerConfig.definition());
        if (System.getProperty("update.docs") != null) {
            Files.writeString(DOC, expected);
        }
        assertThat(Files.readString(DOC)).isEqualTo(expected);
    }

    private static String with(String document, String section, ConfigDef definition) {
        var begin = "<!-- " + section + ": made from the code, see ConfigurationDocTest -->\n";
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf("<!-- end -->", from);
        return document.substring(0, from) + table(definition) + document.substring(to);
    }

    private static String table(ConfigDef definition) {
        return definition.configKeys().values().stream()
                .sorted(Comparator.comparing(key -> key.name))
                .map(ConfigurationDocTest::row)
                .collect(Collectors.joining("", "| key | default | meaning |\n|---|---|---|\n", ""));
    }

    private static String row(ConfigDef.ConfigKey key) {
        var value = ConfigDef.convertToString(key.defaultValue, key.type);
        return "| `" + key.name + "` | " + (Objects.toString(value, "").isEmpty() ? "–" : "`" + value + "`") + " | "
                + key.documentation.replace("|", "\\|") + " |\n";
    }
}
