package io.leat.runtime.task;

import io.leat.runtime.TopicAdmin;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the topics that a source writes to, when it first writes to them. One thread's at a time. */
final class SourceTopics {

    private final TopicAdmin admin;
    private final TopicRules rules;
    private final Consumer<String> used;
    private final Set<String> known = new HashSet<>();
    private String last = "";

    /** @param used told of each topic once */
    SourceTopics(TopicAdmin admin, TopicRules rules, Consumer<String> used) {
        this.admin = admin;
        this.rules = rules;
        this.used = used;
    }

    /** Cheap for a topic seen before, the more so when it is the one seen last. */
    void ensure(String topic) {
        if (!topic.equals(last)) {
            if (known.add(topic)) {
                create(topic);
                used.accept(topic);
            }
            last = topic;
        }
    }

    /** Makes a topic again that was deleted meanwhile. @return true if it did not exist */
    boolean recreate(String topic) {
        return create(topic);
    }

    /** The dead-letter topic: one partition, none of the connector's rules. */
    void createLetters(String topic) {
        admin.create(topic, 1, Map.of());
    }

    /** The topic of decisions about dead letters, should somebody have deleted it. */
    void createDecisions(String topic) {
        admin.create(topic, 1, Map.of("cleanup.policy", "compact"));
    }

    private boolean create(String topic) {
        var wanted = rules.topic(topic);
        return admin.create(topic, wanted.partitions(), wanted.config());
    }
}
