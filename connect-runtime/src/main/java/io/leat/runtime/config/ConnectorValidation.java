package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check of one configuration: the worker's settings, the connector's, its converters', and what concerns several. */
final class ConnectorValidation {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorValidation.class);

    private final Plugins plugins;
    private final OverrideChecks overrides;
    private final boolean exactlyOnce;
    private final Map<String, String> configured;
    private final Map<String, String> config;
    private final ResolvedConfig resolved;
    private final Plugin<Connector> connector;
    private final ValidationReport report;
    /** Prefixes of plugins that do not say what they read. */
    private final List<String> undescribed = new ArrayList<>();

    ConnectorValidation(
            Plugins plugins,
            OverrideChecks overrides,
            boolean exactlyOnce,
            Map<String, String> configured,
            ResolvedConfig resolved,
            Plugin<Connector> connector) {
        this.plugins = plugins;
        this.overrides = overrides;
        this.exactlyOnce = exactlyOnce;
        this.configured = configured;
        this.resolved = resolved;
        this.config = resolved.values();
        this.connector = connector;
        this.report = new ValidationReport(configured, resolved);
    }

    ValidationResult run() {
        workerSettings();
        connectorSettings();
        ConverterDefinition.KEYS.forEach(converter -> converter(converter.getKey(), converter.getValue()));
        clientOverrides();
        ClientOverrides.problems(config).forEach(report::add);
        hiddenValues();
        if (connector.instance() instanceof SourceConnector source) {
            var preflight = new ExactlyOncePreflight(source, connector.loader(), config, exactlyOnce);
            preflight.problems().forEach(problem -> report.add(masked(problem)));
        } else {
            SinkDefinition.problems(config).forEach(report::add);
        }
        unknownKeys();
        return report.result(configured.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, connector.className()));
    }

    private void workerSettings() {
        var type = connector.instance() instanceof SourceConnector ? PluginType.SOURCE : PluginType.SINK;
        var definition = ConnectorDefinition.of(type, connector.version(), config, plugins);
        report.define(definition.def(), definition.classKeys());
        report.add(definition.def().validate(config), "");
        undescribed.addAll(definition.undescribed());
    }

    private void connectorSettings() {
        var def = ask("config()", connector.instance()::config);
        report.define(required("config()", def), Set.of());
        if (def.names().isEmpty()) {
            undescribed.add("");
        }
        Config own = ask("validate()", () -> connector.instance().validate(config));
        report.add(required("validate()", own).configValues(), "");
    }

    private <T> T required(String method, @Nullable T answer) {
        if (answer == null) {
            throw new RequestException.Invalid(
                    connector.className() + "." + method + " must return an answer that is not null.");
        }
        return answer;
    }

    /** A connector that throws where it should answer is to blame for its own configuration's failure to validate. */
    private <T> T ask(String method, Supplier<T> question) {
        try {
            return ContextLoader.call(connector.loader(), question::get);
        } catch (Throwable e) {
            LOG.debug(
                    "{} of {} has failed with {}",
                    method,
                    connector.className(),
                    e.getClass().getName());
            var mask = SecretKeys.of(connector, config, plugins).mask(resolved);
            throw new RequestException.Invalid(mask.apply(connector.className() + "." + method + " has failed: " + e));
        }
    }

    /** A connector's exception may repeat its secrets. */
    private Problem masked(Problem problem) {
        var mask = SecretKeys.of(connector, config, plugins).mask(resolved);
        return new Problem(problem.key(), mask.apply(problem.message()));
    }

    private void converter(String key, PluginType type) {
        if (config.getOrDefault(key, "").isBlank() || report.hasErrors(key)) {
            return;
        }
        var def = ConverterDefinition.of(key, type, config, plugins);
        var prefix = key + ".";
        if (def.names().isEmpty()) {
            undescribed.add(prefix);
        }
        var own = new HashMap<String, String>();
        own.put("converter.type", key.substring(0, key.indexOf('.')));
        config.forEach((k, value) -> {
            if (k.startsWith(prefix)) {
                own.put(k.substring(prefix.length()), value);
            }
        });
        report.define(ConverterDefinition.embedded(key, def), Set.of());
        report.add(def.validate(own), prefix);
    }

    private void clientOverrides() {
        try {
            overrides.problems(connector, config).forEach(problem -> report.add(masked(problem)));
        } catch (Throwable e) {
            LOG.debug("The override policy has failed with {}", e.getClass().getName());
            var mask = SecretKeys.of(connector, config, plugins).mask(resolved);
            throw new RequestException.Invalid(mask.apply(
                    "The worker's " + WorkerKeys.OVERRIDE_POLICY + " has failed to judge the connector: " + e));
        }
    }

    /** Secrets that were sent as they are shown, and for which nothing is stored. */
    private void hiddenValues() {
        configured.keySet().stream()
                .sorted()
                .filter(key -> ShownConfigs.isHidden(configured.getOrDefault(key, "")) && report.isSecret(key))
                .forEach(key -> report.add(new Problem(
                        key,
                        SecretMask.HIDDEN + " in " + key + " stands for a stored secret, but none is stored for this"
                                + " key: send the secret, or a reference to it such as ${file:/path/to/file:key}")));
    }

    private void unknownKeys() {
        var unjudged = new ArrayList<>(OverrideChecks.PREFIXES);
        unjudged.addAll(undescribed);
        var unknown = UnknownKeys.find(config.keySet(), report.defined(), unjudged);
        switch (UnknownKeys.Policy.of(config)) {
            case IGNORE -> {}
            case WARN ->
                unknown.stream()
                        .filter(problem -> !report.hasErrors(problem.key()))
                        .forEach(problem -> report.warn(problem.message()));
            case REJECT -> unknown.forEach(report::add);
        }
    }
}
