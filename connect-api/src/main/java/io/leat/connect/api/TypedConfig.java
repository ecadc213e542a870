package io.leat.connect.api;

import io.leat.connect.api.settings.Parsed;
import io.leat.connect.api.settings.SettingInfo;
import io.leat.connect.api.settings.SettingProblem;
import io.leat.connect.api.settings.Settings;
import io.leat.connect.api.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sources and sinks do alike with their settings; Kafka gives the two kinds no class of ours in common. */
final class TypedConfig<S extends Record> {

    private static final Logger log = LoggerFactory.getLogger(TypedConfig.class);

    private final Settings<S> settings;
    private final Settings<ValidationSettings> validation;
    private final @Nullable OnlineCheck<S> check;

    /** @param connector asked whether it can try its settings */
    @SuppressWarnings("unchecked") // a connector's check is for the connector's own settings
    TypedConfig(Class<S> type, Object connector) {
        this.check = connector instanceof OnlineCheck<?> online ? (OnlineCheck<S>) online : null;
        this.validation = Settings.of(ValidationSettings.class).amongOthers();
        var own = Settings.of(type);
        this.settings = check == null ? own : own.besides(validation);
    }

    ConfigDef configDef() {
        var def = settings.configDef();
        if (check != null) {
            validation.configDef().configKeys().values().forEach(def::define);
        }
        return def;
    }

    List<SettingInfo> infos() {
        var further = check == null ? Stream.<SettingInfo>empty() : validation.infos().stream();
        return Stream.concat(settings.infos().stream(), further).toList();
    }

    S parse(Map<String, String> config) {
        var parsed = settings.read(config);
        parsed.warnings().forEach(warning -> log.warn("{}", warning));
        return parsed.settings().orElseThrow(() -> new SettingsException(parsed.problems()));
    }

    Config validate(Map<String, String> config) {
        var parsed = settings.read(config);
        if (check == null) {
            return new Config(parsed.configValues(List.of()));
        }
        var limits = validation.read(config);
        var found = tryConnection(check, parsed, limits);
        var values = new LinkedHashMap<String, ConfigValue>();
        limits.configValues(List.of()).forEach(value -> values.put(value.name(), value));
        parsed.configValues(found).forEach(value -> values.merge(value.name(), value, TypedConfig::both));
        return new Config(List.copyOf(values.values()));
    }

    private static <S extends Record> List<SettingProblem> tryConnection(
            OnlineCheck<S> check, Parsed<S> parsed, Parsed<ValidationSettings> limits) {
        return parsed.settings()
                .flatMap(own -> limits.settings().map(limit -> BoundedCheck.run(check, own, limit)))
                .orElse(List.of());
    }

    private static ConfigValue both(ConfigValue one, ConfigValue other) {
        other.errorMessages().forEach(one::addErrorMessage);
        return one;
    }
}
