package io.leat.broker.handler.topic;

import io.leat.broker.handler.topic.ConfigValues.Value;
import io.leat.broker.log.LogSettings;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;

/** The settings in force for a topic, and where each comes from. */
final class TopicConfigs {
    private final Topics topics;
    private final ConfigValues brokerValues;

    TopicConfigs(Topics topics, ConfigValues brokerValues) {
        this.topics = topics;
        this.brokerValues = brokerValues;
    }

    List<CreatableTopicConfigs> ofNew(TopicDescription topic) {
        return new TreeMap<>(topic.config())
                .entrySet().stream()
                        .map(entry -> new CreatableTopicConfigs()
                                .setName(entry.getKey())
                                .setValue(entry.getValue())
                                .setConfigSource(values(topic, entry.getKey())
                                        .get(0)
                                        .source()
                                        .id()))
                        .toList();
    }

    ConfigTarget target(TopicDescription topic) {
        return new OneTopic(topic);
    }

    /** The topic's own value, then those of the broker's key that is its default. */
    private List<Value> values(TopicDescription topic, String key) {
        var values = new ArrayList<Value>();
        var own = topic.overrides().get(key);
        if (own != null) {
            values.add(new Value(key, own, ConfigSource.TOPIC_CONFIG));
        }
        var brokerKey = ServerTopicConfigSynonyms.TOPIC_CONFIG_SYNONYMS.getOrDefault(key, key);
        values.addAll(brokerValues.of(brokerKey));
        if (values.isEmpty()) {
            values.add(new Value(brokerKey, topic.config().get(key), ConfigSource.DEFAULT_CONFIG));
        }
        return values;
    }

    private final class OneTopic implements ConfigTarget {
        private final TopicDescription topic;

        OneTopic(TopicDescription topic) {
            this.topic = topic;
        }

        @Override
        public Collection<ConfigKey> keys() {
            return topic.config().keySet().stream()
                    .sorted()
                    .flatMap(name -> key(name).stream())
                    .toList();
        }

        @Override
        public Optional<ConfigKey> key(String name) {
            return LogSettings.key(name);
        }

        @Override
        public List<Value> values(String key) {
            return TopicConfigs.this.values(topic, key);
        }

        @Override
        public boolean readOnly(String key) {
            return false;
        }

        @Override
        public Map<String, String> overrides() {
            return topic.overrides();
        }

        @Override
        public void change(Map<String, String> overrides, boolean checkOnly) {
            if (checkOnly) {
                topics.checkOverrides(topic.name(), overrides);
            } else {
                topics.alter(topic.name(), overrides);
            }
        }
    }
}
