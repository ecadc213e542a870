package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "app.log, app.log",
        "app.log.1, app.log",
        "app.log.2.gz, app.log",
        "app.log-20261123, app.log",
        "app.log-20261123.gz, app.log",
        "app-2026-11-23.log, app.log",
        "app-2026-11-23T14.log.zst, app.log",
        "app.1.log, app.log",
        "app-11-23-2026-1.log.gz, app.log",
        "web-0.log, web-0.log",
        "node1, node1",
        "messages, messages",
        ".1, .1"
    })
    void knowsWhatRotationMakesOfAName(String name, String live) {
        assertThat(RotationName.of(Path.of("/var/log", name))).isEqualTo(new RotationName(live, !name.equals(live)));
    }

    @ParameterizedTest
    @CsvSource({
        "/var/log/app.log, /var/log, 1",
        "/var/log/*.log, /var/log, 1",
        "/var/log/*/x/*.log, /var/log, 3",
        "/var/**/a.log, /var, 2147483647",
        "/*.log, /, 1"
    })
    void looksNoDeeperThanItMust(String glob, String root, int depth) {
        var parsed = FileGlob.parse(glob);

        assertThat(parsed.root()).isEqualTo(Path.of(root));
        assertThat(parsed.depth()).isEqualTo(depth);
    }

    @Test
    void partsListsAtCommasOutsideBraces() {
        assertThat(FileGlob.list("/a/*.{log,txt}, /b/[,]x ,/c")).containsExactly("/a/*.{log,txt}", "/b/[,]x", "/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/log/[a", "/var/{a", "/"})
    void refusesWhatIsNoGlob(String glob) {
        assertThatThrownBy(() -> FileGlob.parse(glob))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(glob);
    }

    @Test
    void excludesByNameOrByPath() {
        assertThat(FileGlob.exclusion("*.gz").matches(Path.of("/var/log/a.gz"))).isTrue();
        assertThat(FileGlob.exclusion("/var/log/a*").matches(Path.of("/var/log/a.gz")))
                .isTrue();
        assertThat(FileGlob.exclusion("/var/log/a*").matches(Path.of("/srv/a.gz")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"logs, logs", "logs-${file.name}, logs-app.log", "${file.directory}.${file.name}, my_app.app.log"})
    void namesTheTopicByTheFile(String template, String topic) {
        assertThat(new TopicName(template).of(Path.of("/var/my app/app.log.3.gz")))
                .isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "logs-${path}", "${file.name"})
    void refusesWhatCannotBeATopic(String template) {
        assertThatThrownBy(() -> new TopicName(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
