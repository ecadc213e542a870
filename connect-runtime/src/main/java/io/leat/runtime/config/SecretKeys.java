package io.leat.runtime.config;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which settings of a configuration hold secrets. Where a definition knows the key, its type decides: PASSWORD or
 * not. Where none does, the name decides: the key may be misspelt, belong to a family of settings that a ConfigDef cannot
 * list, or to a plugin that is not installed any more.
 */
final class SecretKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SecretKeys.class);
    private static final Pattern NAMES = Pattern.compile(
            "passwo?r?d|passphrase|secret|token|credential|authorization|sasl\\.?jaas\\.?config"
                    + "|(api|access|private|account|signing|encryption|keystore)[._-]?key",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> OPEN = Set.of(
            ConnectorKeys.NAME, ConnectorKeys.CONNECTOR_CLASS, ConnectorKeys.TASKS_MAX, ConnectorKeys.TASK_CLASS);
    private static final Pattern OVERRIDE = Pattern.compile("^(producer|consumer|admin)\\.override\\.");
    private static final Map<String, ConfigKey> CLIENT_KEYS = Map.copyOf(
            new ConfigDef().withClientSslSupport().withClientSaslSupport().configKeys());

    private boolean hidesAll;
    private final Map<String, Type> types = new HashMap<>();

    private SecretKeys() {}

    /** Without any definition: for a connector that is not installed. */
    static SecretKeys byName() {
        return new SecretKeys();
    }

    /** While a plugin does not say what its settings are: all but what the worker itself needs. */
    static SecretKeys all() {
        var keys = new SecretKeys();
        keys.hidesAll = true;
        return keys;
    }

    static SecretKeys of(Collection<ConfigKey> definitions) {
        var keys = new SecretKeys();
        definitions.forEach(keys::add);
        return keys;
    }

    /** By the definitions of the worker, the connector, and the transforms, predicates and converters it uses. */
    static SecretKeys of(Plugin<Connector> connector, Map<String, String> config, Plugins plugins) {
        var keys = new SecretKeys();
        var type = connector.instance() instanceof SourceConnector ? PluginType.SOURCE : PluginType.SINK;
        keys.addAll(() -> ConnectorDefinition.of(type, connector.version(), config, plugins)
                .def());
        keys.addAll(() -> ContextLoader.call(connector.loader(), connector.instance()::config));
        ConverterDefinition.KEYS.forEach(converter -> keys.addAll(() -> {
            var own = ConverterDefinition.of(converter.getKey(), converter.getValue(), config, plugins);
            return ConverterDefinition.embedded(converter.getKey(), own);
        }));
        return keys;
    }

    /** A plugin that fails to say what its settings are leaves them to be judged by name. */
    private void addAll(Supplier<@Nullable ConfigDef> definition) {
        try {
            Optional.ofNullable(definition.get())
                    .ifPresent(def -> def.configKeys().values().forEach(this::add));
        } catch (RuntimeException | Error e) {
            LOG.debug(
                    "Judging settings by name: their definition has failed with {}",
                    e.getClass().getName());
        }
    }

    private void add(ConfigKey key) {
        types.merge(key.name, key.type, (one, other) -> one == Type.PASSWORD ? one : other);
    }

    boolean isSecret(String key) {
        if (hidesAll) {
            return !OPEN.contains(key);
        }
        return typeOf(key)
                .map(type -> type == Type.PASSWORD)
                .orElseGet(() -> NAMES.matcher(key).find());
    }

    private Optional<Type> typeOf(String key) {
        var client = OVERRIDE.matcher(key);
        return client.lookingAt()
                ? Optional.ofNullable(CLIENT_KEYS.get(key.substring(client.end())))
                        .map(k -> k.type)
                : Optional.ofNullable(types.get(key));
    }

    /** The secrets of a configuration. */
    List<String> secrets(Map<String, String> config) {
        var secrets = new ArrayList<String>();
        config.forEach((key, value) -> {
            if (isSecret(key)) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    /** Hides these secrets, and what references stand for, in what others say of the configuration. */
    SecretMask mask(ResolvedConfig config) {
        var all = new ArrayList<>(config.secrets());
        all.addAll(secrets(config.values()));
        return SecretMask.of(all);
    }

    /** The configuration fit to be shown: references stay, for they are not the secrets. */
    Map<String, String> hideIn(Map<String, String> config) {
        var shown = new HashMap<String, String>();
        config.forEach((key, value) -> shown.put(key, isSecret(key) ? hidden(value) : value));
        return shown;
    }

    /** What is shown of a secret: nothing, unless it is a reference from beginning to end. */
    static String hidden(String value) {
        return ConfigReference.isOne(value) ? value : SecretMask.HIDDEN;
    }
}
