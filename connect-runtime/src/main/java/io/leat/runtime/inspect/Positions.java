package io.leat.runtime.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where shown records of the log come from. */
final class Positions {

    private Positions() {}

    static Map<String, Object> of(TopicPartition partition, long offset) {
        var position = new LinkedHashMap<String, Object>();
        position.put("topic", partition.topic());
        position.put("partition", partition.partition());
        position.put("offset", offset);
        return position;
    }
}
