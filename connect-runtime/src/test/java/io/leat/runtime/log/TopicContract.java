package io.leat.runtime.log;

import static io.leat.runtime.log.Probe.fresh;
import static io.leat.runtime.log.Probe.topic;
import static io.leat.runtime.log.Probe.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin.PeekedRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the administration of topics promises. */
interface TopicContract {

    Log log();

    @Test
    default void namesItsCluster() {
        assertThat(log().clusterId()).isNotBlank().isEqualTo(log().clusterId());
    }

    @Test
    default void createsATopicOnce() {
        var name = fresh("topic");
        assertThat(log().topics().create(name, 3, Map.of("retention.ms", "1000")))
                .isTrue();
        assertThat(log().topics().create(name, 5, Map.of())).isFalse();
        var described = log().topics().describe(name).orElseThrow();
        assertThat(described.name()).isEqualTo(name);
        assertThat(described.topicId()).isNotBlank();
        assertThat(described.internal()).isFalse();
        assertThat(described.partitions()).hasSize(3);
        assertThat(described.overrides()).isEqualTo(Map.of("retention.ms", "1000"));
        assertThat(described.config()).containsEntry("retention.ms", "1000").containsKey("cleanup.policy");
        assertThat(log().topics().list()).contains(name).isSorted();
    }

    @Test
    default void takesTheDefaultForTheNumberOfPartitions() {
        var name = fresh("topic");
        log().topics().create(name, -1, Map.of());
        assertThat(log().topics().describe(name).orElseThrow().partitions()).isNotEmpty();
    }

    @Test
    default void refusesBadNamesAndCounts() {
        assertThatExceptionOfType(RequestException.Invalid.class)
                .isThrownBy(() -> log().topics().create("no/slashes", 1, Map.of()))
                .withMessageContaining("no/slashes");
        assertThatExceptionOfType(RequestException.Invalid.class)
                .isThrownBy(() -> log().topics().create(fresh("topic"), 0, Map.of()));
    }

    @Test
    default void altersSettingsAndAddsPartitions() {
        var name = fresh("topic");
        log().topics().create(name, 1, Map.of("retention.ms", "1000", "retention.bytes", "5000"));
        var changes = new HashMap<String, String>();
        changes.put("retention.ms", null);
        changes.put("max.message.bytes", "2000");
        log().topics().alter(name, 2, changes);
        var described = log().topics().describe(name).orElseThrow();
        assertThat(described.partitions()).hasSize(2);
        assertThat(described.overrides()).isEqualTo(Map.of("retention.bytes", "5000", "max.message.bytes", "2000"));
    }

    @Test
    default void refusesToShrinkATopicAndToAlterNone() {
        var name = topic(log(), 2);
        assertThatExceptionOfType(RequestException.Invalid.class)
                .isThrownBy(() -> log().topics().alter(name, 1, Map.of("retention.ms", "1000")));
        assertThat(log().topics().describe(name).orElseThrow().overrides()).isEmpty();
        assertThatExceptionOfType(RequestException.NotFound.class)
                .isThrownBy(() -> log().topics().alter(fresh("topic"), 3, Map.of()));
    }

    @Test
    default void describesOffsetsOfEachPartition() {
        var name = topic(log(), 2);
        write(log(), name, 1, "a", "b");
        var partitions = log().topics().describe(name).orElseThrow().partitions();
        assertThat(partitions.get(0).endOffset()).isZero();
        assertThat(partitions.get(1).startOffset()).isZero();
        assertThat(partitions.get(1).endOffset()).isEqualTo(2);
        assertThat(partitions.get(1).sizeBytes()).isPositive();
        assertThat(partitions.get(1).online()).isTrue();
    }

    @Test
    default void deletesATopic() {
        var name = topic(log(), 1);
        log().topics().delete(name);
        assertThat(log().topics().describe(name)).isEmpty();
        assertThat(log().topics().list()).doesNotContain(name);
        assertThatExceptionOfType(RequestException.NotFound.class)
                .isThrownBy(() -> log().topics().delete(name))
                .withMessageContaining(name);
    }

    @Test
    default void aTopicMadeAgainIsAnotherTopic() {
        var name = topic(log(), 1);
        write(log(), name, 0, "old");
        var before = log().topics().describe(name).orElseThrow().topicId();
        log().topics().delete(name);
        log().topics().create(name, 1, Map.of());
        var again = log().topics().describe(name).orElseThrow();
        assertThat(again.topicId()).isNotEqualTo(before);
        assertThat(again.partitions().get(0).endOffset()).isZero();
    }

    @Test
    default void peeksFromTheFrontAndFromTheBack() {
        var name = topic(log(), 1);
        write(log(), name, 0, "a", "b", "c", "d");
        assertThat(texts(log().topics().peek(name, 0, 1, 2))).containsExactly("b", "c");
        assertThat(texts(log().topics().peek(name, 0, -1, 5))).containsExactly("d");
        assertThat(texts(log().topics().peek(name, 0, -10, 2))).containsExactly("a", "b");
        assertThat(texts(log().topics().peek(name, 0, 4, 2))).isEmpty();
    }

    @Test
    default void refusesToPeekIntoWhatDoesNotExist() {
        var name = topic(log(), 1);
        assertThatExceptionOfType(RequestException.NotFound.class)
                .isThrownBy(() -> log().topics().peek(fresh("topic"), 0, 0, 1));
        assertThatExceptionOfType(RequestException.NotFound.class)
                .isThrownBy(() -> log().topics().peek(name, 1, 0, 1));
    }

    private static List<String> texts(List<PeekedRecord> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
