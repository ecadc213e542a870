package io.leat.runtime.config;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
        return definition(key)
                .filter(known -> CHECKED.contains(known.type))
                .flatMap(known -> problem(key, value, known));
    }

    private static Optional<ConfigDef.ConfigKey> definition(String key) {
        return CLIENTS.entrySet().stream()
                .filter(client -> key.startsWith(client.getKey()))
                .flatMap(client -> Stream.ofNullable(client.getValue()
                        .configKeys()
                        .get(key.substring(client.getKey().length()))))
                .findFirst();
    }

    /** A value as its client's type; as it is where it has none, is wrong, or names classes. */
    static Object parsed(String key, String value) {
        try {
            return definition(key)
                    .filter(known -> known.type != Type.CLASS)
                    .<Object>map(known -> ConfigDef.parseType(key, value, known.type))
                    .orElse(value);
        } catch (ConfigException e) {
            return value; // what is wrong with it is told by problems()
        }
    }

    /** The same of the worker's own {@code producer.*}, {@code consumer.*} and {@code admin.*}. */
    static Stream<Problem> problemsOfWorker(Map<String, String> worker) {
        var connector = new TreeMap<String, String>();
        worker.forEach((key, value) -> CLIENTS.keySet().stream()
                .map(prefix -> prefix.replace("override.", ""))
                .filter(key::startsWith)
                .forEach(client -> connector.put(client + "override." + key.substring(client.length()), value)));
        return problems(connector).map(problem -> {
            var key = problem.key().replaceFirst("override\\.", "");
            return new Problem(key, problem.message().replace(problem.key(), key));
        });
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
