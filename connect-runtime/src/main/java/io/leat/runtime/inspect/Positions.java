package io.leat.runtime.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;

/** Where shown records come from. */
final class Positions {

    private Positions() {}

    static Map<String, Object> of(SourceRecord record) {
        var position = new LinkedHashMap<String, Object>();
        position.put(
                "partition",
                Optional.<Object>ofNullable(record.sourcePartition()).orElse(Map.of()));
        position.put(
                "offset", Optional.<Object>ofNullable(record.sourceOffset()).orElse(Map.of()));
        return position;
    }

    static Map<String, Object> of(TopicPartition partition, long offset) {
        var position = new LinkedHashMap<String, Object>();
        position.put("topic", partition.topic());
        position.put("partition", partition.partition());
        position.put("offset", offset);
        return position;
    }
}
