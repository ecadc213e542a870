package io.leat.broker.handler.topic;

import io.leat.broker.topic.TopicDescription;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;

/** The settings in force for a topic, and where each comes from. */
final class TopicConfigs {

    List<CreatableTopicConfigs> ofNew(TopicDescription topic) {
        return new TreeMap<>(topic.config())
                .entrySet().stream()
                        .map(entry -> new CreatableTopicConfigs()
                                .setName(entry.getKey())
                                .setValue(entry.getValue())
                                .setConfigSource(source(topic, entry.getKey()).id()))
                        .toList();
    }

    private static ConfigSource source(TopicDescription topic, String key) {
        return topic.overrides().containsKey(key) ? ConfigSource.TOPIC_CONFIG : ConfigSource.DEFAULT_CONFIG;
    }
}
