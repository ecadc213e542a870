package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {

    private final Map<String, String> config = new HashMap<>(Map.of(
            "topic.creation.groups", "logs, audit",
            "topic.creation.logs.include", "logs-.*, traces",
            "topic.creation.logs.exclude", "logs-test.*",
            "topic.creation.logs.partitions", "5",
            "topic.creation.audit.include", ".*audit.*",
            "topic.creation.audit.partitions", "7",
            "topic.creation.audit.retention.ms", "-1",
            "topic.creation.default.partitions", "2",
            "topic.creation.default.replication.factor", "3"));

    @ParameterizedTest
    @CsvSource({"logs-a, 5", "traces, 5", "logs-test-1, 2", "logs-audit, 5", "my-audit, 7", "other, 2", "xlogs-a, 2"})
    void takesTheFirstGroupThatFits(String topic, int partitions) {
        assertThat(TopicRules.of(config, true).topic(topic).partitions()).isEqualTo(partitions);
    }

    @Test
    void passesTopicSettingsOnAndNothingElse() {
        var rules = TopicRules.of(config, true);
        assertThat(rules.topic("audit").config()).isEqualTo(Map.of("retention.ms", "-1"));
        assertThat(rules.topic("other").config()).isEmpty();
    }

    @Test
    void leavesItToTheLogWhereTheWorkerSwitchesRulesOff() {
        assertThat(TopicRules.of(config, false).topic("logs-a")).isEqualTo(new TopicRules.NewTopic(-1, Map.of()));
    }

    @Test
    void leavesItToTheLogWithoutRules() {
        assertThat(TopicRules.of(Map.of(), true).topic("t")).isEqualTo(new TopicRules.NewTopic(-1, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "topic.creation.logs.partitions, many",
        "topic.creation.logs.partitions, 0",
        "topic.creation.logs.include, ("
    })
    void namesTheKeyThatIsWrong(String key, String value) {
        config.put(key, value);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> TopicRules.of(config, true))
                .withMessageContaining(key);
    }
}
