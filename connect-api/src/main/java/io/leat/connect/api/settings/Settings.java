package io.leat.connect.api.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What a settings record declares, put to every use: reading configurations, {@link ConfigDef}, the answer to a
 * validation request, redaction, documentation. Immutable.
 *
 * @param <S> the settings record
 */
public final class Settings<S extends Record> {

    private final Class<S> type;
    private final RecordShape shape;
    private final List<Declared> declared;
    private final Set<String> keys;
    private final KnownKeys known;
    private final boolean judgesOthers;

    private Settings(Class<S> type, Set<String> alsoKnown, boolean judgesOthers) {
        this.type = type;
        this.judgesOthers = judgesOthers;
        this.shape = ShapeReader.read(type);
        this.declared = shape.declared().toList();
        this.keys = uniqueKeys(declared);
        this.known = new KnownKeys(
                Stream.concat(keys.stream(), alsoKnown.stream()).collect(Collectors.toSet()),
                declared.stream().filter(Declared::byPrefix).map(Declared::key).toList());
    }

    /** @throws IllegalArgumentException if the record cannot be a settings record, naming the component */
    public static <S extends Record> Settings<S> of(Class<S> type) {
        return new Settings<>(type, Set.of(), true);
    }

    /** The same for a configuration with further settings, which someone else reads {@link #amongOthers}. */
    public Settings<S> besides(Settings<?> others) {
        return new Settings<>(type, others.keys, judgesOthers);
    }

    /** The same, but without an opinion on keys that this record does not declare. */
    public Settings<S> amongOthers() {
        return new Settings<>(type, Set.of(), false);
    }

    /** Reads a configuration as far as it can be read. A null value counts as absent. */
    public Parsed<S> read(Map<String, String> config) {
        var reading = new Reading(config, keys);
        var record = type.cast(shape.read(reading));
        var problems = new ArrayList<>(reading.problems());
        var warnings = new ArrayList<SettingProblem>();
        config.keySet().stream()
                .filter(key -> judgesOthers && !known.knows(key))
                .sorted()
                .forEach(key -> judgeUnknown(key, config.keySet(), problems, warnings));
        return new Parsed<>(
                Optional.ofNullable(problems.isEmpty() ? record : null),
                problems,
                warnings,
                declared,
                reading.plainValues());
    }

    /** @throws SettingsException with everything that is wrong */
    public S parse(Map<String, String> config) {
        var parsed = read(config);
        return parsed.settings().orElseThrow(() -> new SettingsException(parsed.problems()));
    }

    /** The settings in Kafka's form; each call makes a new one, because it can be changed. */
    public ConfigDef configDef() {
        return ConfigDefs.of(declared);
    }

    /** The settings in the order of their declaration. */
    public List<SettingInfo> infos() {
        return declared.stream().map(SettingInfo::of).toList();
    }

    /**
     * The configuration fit to be shown: secrets are hidden, and so is the value of every key that nobody knows, because
     * it may be a misspelt secret.
     */
    public Map<String, String> redact(Map<String, String> config) {
        var shown = new TreeMap<String, String>();
        config.forEach((key, value) -> shown.put(key, isOpen(key) ? value : Secret.HIDDEN));
        return shown;
    }

    private boolean isOpen(String key) {
        return known.knows(key)
                && declared.stream()
                        .filter(setting -> setting.type().secret())
                        .noneMatch(setting -> setting.key().equals(key)
                                || setting.aliases().contains(key)
                                || (setting.byPrefix() && key.startsWith(setting.key())));
    }

    private void judgeUnknown(
            String key, Set<String> given, List<SettingProblem> problems, List<SettingProblem> warnings) {
        var meant = known.nearest(key).filter(near -> !given.contains(near));
        if (meant.isPresent()) {
            problems.add(new SettingProblem(key, "is not a setting; did you mean " + meant.get() + "?"));
        } else {
            warnings.add(new SettingProblem(key, "is not a setting of this connector and has no effect"));
        }
    }

    private static Set<String> uniqueKeys(List<Declared> declared) {
        var all = declared.stream()
                .flatMap(setting -> Stream.concat(Stream.of(setting.key()), setting.aliases().stream()))
                .toList();
        var unique = all.stream().collect(Collectors.toUnmodifiableSet());
        if (unique.size() < all.size()) {
            throw new IllegalArgumentException("a key or alias is declared twice among " + all);
        }
        all.stream().filter(KnownKeys::isFrameworks).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("the key " + key + " belongs to the worker; choose another name");
        });
        return unique;
    }
}
