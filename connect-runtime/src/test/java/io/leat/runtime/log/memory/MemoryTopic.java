package io.leat.runtime.log.memory;

import io.leat.runtime.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** A topic: its settings and partitions. */
record MemoryTopic(String name, Uuid id, Map<String, String> overrides, List<MemoryPartition> partitions) {

    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    private static final Map<String, String> DEFAULTS =
            Map.of("cleanup.policy", "delete", MAX_MESSAGE_BYTES, "1048588", "retention.ms", "604800000");

    static MemoryTopic create(String name, int partitions, Map<String, String> config) {
        var list = Stream.generate(MemoryPartition::new).limit(partitions).toList();
        return new MemoryTopic(name, Uuid.randomUuid(), Map.copyOf(config), list);
    }

    /** With so many partitions, but never fewer than now, and these settings. */
    MemoryTopic altered(int count, Map<String, String> config) {
        var more = Math.max(0, count - partitions.size());
        var all = Stream.concat(
                        partitions.stream(),
                        Stream.generate(MemoryPartition::new).limit(more))
                .toList();
        return new MemoryTopic(name, id, Map.copyOf(config), all);
    }

    int maxMessageBytes() {
        return Integer.parseInt(config().get(MAX_MESSAGE_BYTES));
    }

    TopicAdmin.Description describe() {
        var all = IntStream.range(0, partitions.size())
                .mapToObj(i -> partitions.get(i).describe(i))
                .toList();
        return new TopicAdmin.Description(name, id.toString(), name.startsWith("__"), all, config(), overrides);
    }

    private Map<String, String> config() {
        var all = new TreeMap<>(DEFAULTS);
        all.putAll(overrides);
        return all;
    }
}
