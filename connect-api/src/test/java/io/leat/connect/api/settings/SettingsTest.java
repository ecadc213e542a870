package io.leat.connect.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class SettingsTest {

    enum Mode {
        PER_PARTITION,
        NONE
    }

    record Proxy(
            @Setting(doc = "Host.") Optional<String> host,
            @Setting(doc = "Port.", defaultValue = "8080") int port) {
        Proxy {
            if (host.isPresent() && port == 0) {
                throw new IllegalArgumentException("port must be given with a host");
            }
        }
    }

    record Retries(
            @Setting(doc = "Retries.", defaultValue = "10", min = -1)
            int maxRetries) {}

    record All(
            @Setting(doc = "Where to.") URI url,

            @Setting(doc = "Topic.", aliases = "kafka.topic")
            String topic,

            @Setting(doc = "Wait.", defaultValue = "30 s") Duration readTimeout,
            @Setting(doc = "Linger.", defaultValue = "5") Duration lingerMs,

            @Setting(doc = "Bulk.", defaultValue = "5 MiB", min = 1024)
            ByteSize bulkSize,

            @Setting(doc = "Rate.", defaultValue = "0.5") double rate,
            @Setting(doc = "Count.", defaultValue = "-1") long records,
            @Setting(doc = "On.", defaultValue = "true") boolean enabled,
            @Setting(doc = "Mode.", defaultValue = "none") Mode ordering,
            @Setting(doc = "Names.") List<String> names,
            @Setting(doc = "Password.") Optional<Secret> password,
            @Setting(doc = "File.") Optional<Path> file,

            @Setting(doc = "Pattern.", name = "line.pattern", defaultValue = "^a")
            Pattern regex,

            @Setting(doc = "Headers.") Map<String, String> headers,
            @Nested Proxy proxy,

            @Nested(prefix = "", defaults = "max.retries=5", group = "Retrying")
            Retries retries) {

        All {
            new Problems()
                    .check(!enabled || rate > 0, "rate", "must be above 0 while enabled")
                    .check(records != 0, "records", "must not be 0")
                    .throwIfAny();
        }
    }

    private final Settings<All> settings = Settings.of(All.class);

    private static Map<String, String> config(String... more) {
        var config = new HashMap<>(Map.of("url", "http://host:9200", "topic", "logs"));
        for (var i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private List<SettingProblem> problems(Map<String, String> config) {
        return settings.read(config).problems();
    }

    @Test
    void fillsInEveryDefault() {
        var all = settings.parse(config());

        assertThat(all.readTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(all.lingerMs()).isEqualTo(Duration.ofMillis(5));
        assertThat(all.bulkSize()).isEqualTo(new ByteSize(5 << 20));
        assertThat(all.ordering()).isEqualTo(Mode.NONE);
        assertThat(all.names()).isEmpty();
        assertThat(all.password()).isEmpty();
        assertThat(all.proxy()).isEqualTo(new Proxy(Optional.empty(), 8080));
        assertThat(all.retries().maxRetries())
                .as("the default of the outer record")
                .isEqualTo(5);
    }

    @Test
    void readsEveryType() {
        var all = settings.parse(config(
                "read.timeout.ms", "1500",
                "linger.ms", "2 min",
                "bulk.size.bytes", "1.5 KiB",
                "rate", "2",
                "records", "9000000000",
                "enabled", "FALSE",
                "ordering", "Per-Partition",
                "names", " a, b ,,c",
                "password", " pass ",
                "file", "/tmp/x",
                "line.pattern", "^\\d+",
                "headers.X-One", "1",
                "headers.x.two", "2",
                "proxy.host", "squid",
                "max.retries", "-1"));

        assertThat(all.readTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(all.lingerMs()).isEqualTo(Duration.ofMinutes(2));
        assertThat(all.bulkSize().bytes()).isEqualTo(1536);
        assertThat(all.rate()).isEqualTo(2.0);
        assertThat(all.records()).isEqualTo(9_000_000_000L);
        assertThat(all.enabled()).isFalse();
        assertThat(all.ordering()).isEqualTo(Mode.PER_PARTITION);
        assertThat(all.names()).containsExactly("a", "b", "c");
        assertThat(all.password()).map(Secret::value).contains(" pass ");
        assertThat(all.file()).contains(Path.of("/tmp/x"));
        assertThat(all.regex().pattern()).isEqualTo("^\\d+");
        assertThat(all.headers()).containsExactly(Map.entry("X-One", "1"), Map.entry("x.two", "2"));
        assertThat(all.proxy().host()).contains("squid");
        assertThat(all.retries().maxRetries()).isEqualTo(-1);
    }

    @Test
    void reportsEveryProblemAtOnceByItsKey() {
        var config = config(
                "read.timeout.ms", "soon",
                "bulk.size.bytes", "12 parsecs",
                "rate", "much",
                "enabled", "yes",
                "ordering", "by-moon",
                "line.pattern", "(",
                "proxy.port", "http",
                "max.retries", "-2",
                "max.retires", "3");
        config.remove("url");
        config.put("topic", "  ");

        var thrown = catchThrowableOfType(SettingsException.class, () -> settings.parse(config));

        assertThat(thrown.problems())
                .extracting(SettingProblem::key)
                .containsExactly(
                        "url",
                        "topic",
                        "read.timeout.ms",
                        "bulk.size.bytes",
                        "rate",
                        "enabled",
                        "ordering",
                        "line.pattern",
                        "proxy.port",
                        "max.retries");
        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("url: is required")
                .hasMessageContaining("ordering: must be one of per_partition, none, but is \"by-moon\"")
                .hasMessageContaining("max.retries: must be at least -1, but is \"-2\"");
    }

    @Test
    void suggestsTheNearestKeyForATypo() {
        assertThat(problems(config("max.retires", "3")))
                .containsExactly(new SettingProblem("max.retires", "is not a setting; did you mean max.retries?"));
        assertThat(problems(config("bulkSizeBytes", "3"))).first().asString().contains("bulk.size.bytes");
        assertThat(problems(config("READ_TIMEOUT_MS", "3"))).first().asString().contains("read.timeout.ms");
    }

    @Test
    void onlyWarnsOfAKeyThatResemblesNone() {
        var parsed = settings.read(config("description.of.owner", "team"));

        assertThat(parsed.settings()).isPresent();
        assertThat(parsed.warnings()).extracting(SettingProblem::key).containsExactly("description.of.owner");
    }

    @Test
    void leavesTheWorkersOwnKeysAlone() {
        var parsed = settings.read(config(
                "name", "x",
                "connector.class", "y",
                "tasks.max", "1",
                "topics", "a,b",
                "transforms", "t",
                "transforms.t.type", "z",
                "errors.tolerance", "all",
                "producer.override.linger.ms", "1",
                "value.converter.schemas.enable", "false"));

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void reportsTheRulesOfTheRecordByTheirKeys() {
        assertThat(problems(config("rate", "0", "records", "0")))
                .extracting(SettingProblem::key)
                .containsExactly("rate", "records");
    }

    @Test
    void findsTheKeyInTheMessageOfAPlainException() {
        assertThat(problems(config("proxy.host", "squid", "proxy.port", "0")))
                .containsExactly(new SettingProblem("proxy.port", "port must be given with a host"));
    }

    @Test
    void takesAnAliasForTheSetting() {
        var config = config("kafka.topic", "aliased");
        config.remove("topic");

        assertThat(settings.parse(config).topic()).isEqualTo("aliased");
    }

    @Test
    void refusesASettingGivenTwiceByAnAlias() {
        assertThat(problems(config("kafka.topic", "other")))
                .extracting(SettingProblem::key)
                .containsExactly("kafka.topic");
    }

    @Test
    void countsANullAsAbsentAndABlankOptionalToo() {
        var config = config("proxy.host", " ");
        config.put("rate", null);

        assertThat(settings.parse(config).proxy().host()).isEmpty();
        assertThat(settings.parse(config).rate()).isEqualTo(0.5);
    }

    @Test
    void offersKafkaAConfigDefWithTheSameRules() {
        var def = settings.configDef();

        assertThat(def.names())
                .contains("url", "read.timeout.ms", "proxy.port", "max.retries")
                .doesNotContain("headers.");
        assertThat(def.defaultValues())
                .containsEntry("bulk.size.bytes", 5L << 20)
                .containsEntry("read.timeout.ms", 30_000L);
        assertThat(def.configKeys().get("password").type).isEqualTo(ConfigDef.Type.PASSWORD);
        assertThat(def.configKeys().get("ordering").recommender.validValues("ordering", Map.of()))
                .containsExactly("per_partition", "none");
        assertThatThrownBy(() -> def.parse(config("max.retries", "-7")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max.retries");
        assertThat(def.parse(config("names", "a,b")).get("names")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void answersAValidationPerKeyWithoutShowingSecrets() {
        var values = settings.read(config("password", "hunter22", "records", "many", "retries.max", "1"))
                .configValues(List.of(new SettingProblem("url", "cannot be reached")));

        assertThat(values).anySatisfy(value -> {
            assertThat(value.name()).isEqualTo("url");
            assertThat(value.errorMessages()).containsExactly("url: cannot be reached");
        });
        assertThat(values).anySatisfy(value -> {
            assertThat(value.name()).isEqualTo("records");
            assertThat(value.errorMessages()).singleElement().asString().contains("many");
        });
        assertThat(values).anySatisfy(value -> assertThat(value.value()).isEqualTo(new Password("hunter22")));
        assertThat(values.toString()).doesNotContain("hunter22");
    }

    @Test
    void hidesSecretsAndTheValuesOfUnknownKeys() {
        var shown = settings.redact(config("password", "hunter22", "pasword.of.old", "hunter23", "rate", "1"));

        assertThat(shown)
                .containsEntry("password", "[hidden]")
                .containsEntry("pasword.of.old", "[hidden]")
                .containsEntry("rate", "1");
        assertThat(settings.parse(config("password", "hunter22")).toString()).doesNotContain("hunter22");
    }

    @Test
    void masksThePasswordInAnAddressThatIsWrong() {
        assertThat(problems(config("url", "http://user:hunter22@host:bad port/")))
                .singleElement()
                .asString()
                .contains("url")
                .doesNotContain("hunter22");
    }

    @Test
    void documentsEverySettingAsMarkdown() {
        var markdown = SettingsDoc.markdown(settings);

        assertThat(markdown)
                .contains("| `url` | required | URI | Where to. |")
                .contains("| `topic` (also `kafka.topic`) | required |")
                .contains("| `headers.<name>` | – |")
                .contains("### Retrying")
                .contains("| `max.retries` | `5` | int, at least -1 | Retries. |");
    }

    @Test
    void readsOnlyItsOwnKeysAmongOthers() {
        var retries = Settings.of(Retries.class).amongOthers().read(config("max.retries", "1", "max.retry", "2"));

        assertThat(retries.settings()).contains(new Retries(1));
        assertThat(retries.warnings()).isEmpty();
    }
}
