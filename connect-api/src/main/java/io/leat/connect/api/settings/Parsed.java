package io.leat.connect.api.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigValue;

/** What became of a configuration. Immutable. */
public final class Parsed<S extends Record> {

    private final Optional<S> settings;
    private final List<SettingProblem> problems;
    private final List<SettingProblem> warnings;
    private final List<Declared> declared;
    private final Map<String, Object> values;

    Parsed(
            Optional<S> settings,
            List<SettingProblem> problems,
            List<SettingProblem> warnings,
            List<Declared> declared,
            Map<String, Object> values) {
        this.settings = settings;
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
        this.declared = declared;
        this.values = Map.copyOf(values);
    }

    /** The settings, if there is no problem. */
    public Optional<S> settings() {
        return settings;
    }

    /** Everything that is wrong, including keys that are close to a known one. */
    public List<SettingProblem> problems() {
        return problems;
    }

    /** What is odd but harmless: keys that nobody reads. */
    public List<SettingProblem> warnings() {
        return warnings;
    }

    /**
     * The answer to a validation request: a value per setting, each with its problems; a problem with another key makes a
     * value of its own.
     *
     * @param further problems found elsewhere, for example by trying the connection
     */
    public List<ConfigValue> configValues(List<SettingProblem> further) {
        var answer = new LinkedHashMap<String, ConfigValue>();
        for (var setting : declared) {
            if (!setting.byPrefix()) {
                answer.put(setting.key(), configValue(setting));
            }
        }
        var all = new ArrayList<>(problems);
        all.addAll(further);
        all.forEach(problem ->
                answer.computeIfAbsent(problem.key(), ConfigValue::new).addErrorMessage(problem.toString()));
        return List.copyOf(answer.values());
    }

    private ConfigValue configValue(Declared setting) {
        return new ConfigValue(
                setting.key(),
                values.get(setting.key()),
                new ArrayList<>(setting.type().choices()),
                new ArrayList<>());
    }
}
