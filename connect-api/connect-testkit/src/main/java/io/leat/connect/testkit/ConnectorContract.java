package io.leat.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What users may expect of every connector's settings. {@link SourceContract} and {@link SinkContract} extend it. */
public abstract class ConnectorContract {

    private static final Set<ConfigDef.Type> CHECKED = Set.of(
            ConfigDef.Type.INT,
            ConfigDef.Type.LONG,
            ConfigDef.Type.SHORT,
            ConfigDef.Type.DOUBLE,
            ConfigDef.Type.BOOLEAN);

    /** The class under test. */
    protected abstract Class<? extends Connector> connectorClass();

    /** A configuration that works, with {@code name} and whatever else a user would give. Asked for anew by each test. */
    protected abstract Map<String, String> config();

    final Connector connector() {
        return Instances.of(connectorClass(), Connector.class);
    }

    @Test
    void hasAVersion() {
        assertThat(connector().version()).isNotBlank();
    }

    @Test
    void itsTaskCanBeMadeByAWorker() {
        var task = connector().taskClass();

        assertThat(Modifier.isPublic(task.getModifiers()))
                .as("%s is public", task)
                .isTrue();
        assertThat(task.getConstructors())
                .as("public constructors of %s", task)
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    @Test
    void keepsToTheNumberOfTasksItIsAllowed() {
        var connector = connector();
        connector.start(config());

        assertThat(connector.taskConfigs(1)).hasSizeLessThanOrEqualTo(1);
        assertThat(connector.taskConfigs(3)).hasSizeLessThanOrEqualTo(3);
        connector.stop();
    }

    @TestFactory
    Stream<DynamicTest> documents() {
        return keys().map(key -> DynamicTest.dynamicTest(key.name, () -> {
            assertThat(key.documentation).as("documentation of %s", key.name).isNotBlank();
            assertThat(key.name).as("a key in Kafka's manner").matches("[a-z0-9]+([._-][a-z0-9]+)*");
        }));
    }

    @Test
    void acceptsItsOwnConfiguration() {
        assertThat(errors(config())).isEmpty();
    }

    @Test
    void acceptsEveryDefaultWrittenOut() {
        var config = new HashMap<String, String>();
        keys().filter(key -> key.hasDefault() && key.defaultValue != null && key.type != ConfigDef.Type.PASSWORD)
                .forEach(key -> config.put(key.name, ConfigDef.convertToString(key.defaultValue, key.type)));
        config.putAll(config());

        assertThat(errors(config)).isEmpty();
    }

    @Test
    void namesEveryRequiredSettingThatIsMissing() {
        var required =
                keys().filter(key -> !key.hasDefault()).map(key -> key.name).toList();

        assertThat(errors(Map.of(
                                "name",
                                "test",
                                "connector.class",
                                connectorClass().getName()))
                        .keySet())
                .containsAll(required);
    }

    @Test
    void namesEveryValueOfAWrongTypeAtOnce() {
        var config = new HashMap<>(config());
        var typed = keys().filter(key -> CHECKED.contains(key.type))
                .map(key -> key.name)
                .toList();
        typed.forEach(key -> config.put(key, "certainly-not"));

        assertThat(errors(config).keySet()).containsAll(typed);
    }

    @TestFactory
    Stream<DynamicTest> namesTheKeyThatWasMeantByAMistyped() {
        var names = keys().map(key -> key.name).toList();
        return names.stream()
                .filter(name -> name.length() >= 5)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    var typo = mistyped(name);
                    var config = new HashMap<>(config());
                    config.remove(name);
                    config.put(typo, "anything");

                    assertThat(errors(config).getOrDefault(typo, List.of()))
                            .as("errors of %s", typo)
                            .anyMatch(error -> error.contains("did you mean"));
                }));
    }

    @Test
    void neverShowsASecret() {
        var config = new HashMap<>(config());
        keys().filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .forEach(key -> config.putIfAbsent(key.name, "s3cr3t-value-of-" + key.name));
        config.put("no.such.key.at.all", "s3cr3t-value");

        var answer = connector().validate(config).configValues();

        assertThat(answer).noneMatch(value -> (value.value() + "" + value.errorMessages()).contains("s3cr3t-value"));
    }

    @Test
    void refusesToStartWithAWrongConfiguration() {
        var required =
                keys().filter(key -> !key.hasDefault()).map(key -> key.name).toList();
        assumeFalse(required.isEmpty(), "no setting is required");
        var config = new HashMap<>(config());
        config.keySet().removeAll(required);

        assertThat(catchThrowable(() -> connector().start(config)))
                .as("a start without %s", required)
                .isNotNull()
                .hasMessageContaining(required.get(0));
    }

    /** What validation finds wrong, by key. */
    protected final Map<String, List<String>> errors(Map<String, String> config) {
        var errors = new LinkedHashMap<String, List<String>>();
        for (ConfigValue value : connector().validate(config).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), new ArrayList<>(value.errorMessages()));
            }
        }
        return errors;
    }

    private Stream<ConfigDef.ConfigKey> keys() {
        return connector().config().configKeys().values().stream();
    }

    /** The key with one letter too many, where fingers slip. */
    private static String mistyped(String key) {
        var middle = key.length() / 2;
        return key.substring(0, middle) + "x" + key.substring(middle);
    }
}
