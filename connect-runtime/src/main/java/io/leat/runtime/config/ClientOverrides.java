package io.leat.runtime.config;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Checks the settings of Kafka's clients that connectors give. Most have nothing to act on here, but a value that cannot be
 * is a mistake all the same.
 */
final class ClientOverrides {

    private static final Map<String, ConfigDef> CLIENTS = Map.of(
            "producer.override.", ProducerConfig.configDef(),
            "consumer.override.", ConsumerConfig.configDef(),
            "admin.override.", AdminClientConfig.configDef());

    /** Values of other types may be secret, or name classes that only the plugin's loader finds. */
    private static final Set<Type> CHECKED =
            EnumSet.of(Type.BOOLEAN, Type.STRING, Type.INT, Type.SHORT, Type.LONG, Type.DOUBLE);

    private ClientOverrides() {}

    /** Values that Kafka's clients would refuse, whether they take effect here or not. */
    static Stream<Problem> problems(Map<String, String> connector) {
        return connector.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> problem(entry.getKey(), entry.getValue()).stream());
    }

    private static Optional<Problem> problem(String key, String value) {
        for (var client : CLIENTS.entrySet()) {
            if (key.startsWith(client.getKey())) {
                var setting = key.substring(client.getKey().length());
                return Optional.ofNullable(client.getValue().configKeys().get(setting))
                        .filter(known -> CHECKED.contains(known.type))
                        .flatMap(known -> problem(key, value, known));
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(String key, String value, ConfigDef.ConfigKey known) {
        try {
            var parsed = ConfigDef.parseType(key, value, known.type);
            if (known.validator != null) {
                known.validator.ensureValid(key, parsed);
            }
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(new Problem(key, String.valueOf(e.getMessage())));
        }
    }
}
