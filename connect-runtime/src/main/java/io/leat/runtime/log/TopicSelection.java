package io.leat.runtime.log;

import java.util.Set;
import java.util.regex.Pattern;

/** Which topics a reader of a group reads. */
public sealed interface TopicSelection {

    /** Whether the topic belongs to the selection. */
    boolean contains(String topic);

    /** These and no others. */
    record Named(Set<String> topics) implements TopicSelection {
        public Named {
            topics = Set.copyOf(topics);
        }

        @Override
        public boolean contains(String topic) {
            return topics.contains(topic);
        }
    }

    /** Each topic whose whole name matches. */
    record Matching(Pattern pattern) implements TopicSelection {
        @Override
        public boolean contains(String topic) {
            return pattern.matcher(topic).matches();
        }
    }
}
