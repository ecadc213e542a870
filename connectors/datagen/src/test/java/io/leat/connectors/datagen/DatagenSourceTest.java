package io.leat.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.settings.Settings;
import io.leat.connect.api.settings.SettingsDoc;
import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.MemoryOffsets;
import io.leat.connect.testkit.SourceRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class DatagenSourceTest {

    private static Map<String, String> config(String... more) {
        var config = new HashMap<>(Map.of("name", "gen", "topic", "t", "rate.per.second", "0"));
        for (var i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static List<SourceRecord> generate(Map<String, String> config) throws InterruptedException {
        var records = new ArrayList<SourceRecord>();
        try (var run = SourceRun.start(DatagenSource.class, config, new MemoryOffsets(), new MemoryLog())) {
            for (var task : run.tasks()) {
                records.addAll(task.poll());
            }
        }
        return records;
    }

    private static List<Object> values(Map<String, String> config) throws InterruptedException {
        return generate(config).stream().map(SourceRecord::value).toList();
    }

    @Test
    void makesTheSameRecordsAgain() throws Exception {
        assertThat(values(config("records", "50"))).isEqualTo(values(config("records", "50")));
    }

    @Test
    void makesOtherRecordsWithAnotherSeedOrTask() throws Exception {
        var two = values(config("records", "50", "tasks.max", "2"));

        assertThat(values(config("records", "50", "seed", "1"))).isNotEqualTo(two.subList(0, 50));
        assertThat(two.subList(50, 100)).isNotEqualTo(two.subList(0, 50));
    }

    @Test
    void dividesTheRateAmongItsTasks() {
        var settings = Settings.of(DatagenSettings.class);

        assertThat(settings.parse(config("rate.per.second", "100")).rateOfTask(4))
                .isEqualTo(25);
        assertThat(settings.parse(Map.of("topic", "t")).rateOfTask(1)).isEqualTo(10);
        assertThat(settings.parse(Map.of("topic", "t", "max.interval", "500")).rateOfTask(1))
                .isEqualTo(4);
    }

    @Test
    void takesTheKeyFromAField() throws Exception {
        var keys = generate(config("records", "5", "quickstart", "github_workflow_run", "key", "repository.full_name"));

        assertThat(keys)
                .extracting(SourceRecord::key)
                .allSatisfy(key -> assertThat((String) key).startsWith("acme-corp/"));
    }

    @Test
    void fillsRecordsUpToASize() throws Exception {
        var json = values(
                config("records", "20", "value.form", "json", "bytes.per.record", "1 KiB", "quickstart", "users"));
        var lines = values(config("records", "20", "bytes.per.record", "300", "quickstart", "syslog"));

        assertThat(json).allSatisfy(value -> assertThat(bytes(value)).isEqualTo(1024));
        assertThat(lines).allSatisfy(value -> assertThat(bytes(value)).isEqualTo(300));
    }

    private static int bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void acceptsTheNamesOfConfluentsGenerator() throws Exception {
        var confluent = Map.of(
                "name",
                "gen",
                "kafka.topic",
                "pages",
                "quickstart",
                "USERS",
                "max.interval",
                "1",
                "iterations",
                "3",
                "schema.keyfield",
                "userid");

        assertThat(new DatagenSource().validate(confluent).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    }

    @Test
    void namesTheFieldsThereAreForAKeyThatIsNone() {
        var problems = new DatagenSource().validate(config("key", "user")).configValues();

        assertThat(problems)
                .filteredOn(value -> value.name().equals("key"))
                .singleElement()
                .satisfies(value -> assertThat(value.errorMessages().toString()).contains("userid"));
    }

    @Test
    void refusesAKeyForLinesOfText() {
        assertThatThrownBy(() -> new DatagenSource().start(config("quickstart", "cef", "key", "src")))
                .hasMessageContaining("key: is no field of these records: they are lines of text");
    }

    @Test
    void refusesTwoRates() {
        assertThatThrownBy(() -> new DatagenSource().start(config("max.interval", "5")))
                .hasMessageContaining("max.interval: cannot be given together with rate.per.second");
    }

    @Test
    void writesStructsWithASchema() throws Exception {
        for (var quickstart : Quickstart.values()) {
            var config = config("records", "200", "quickstart", quickstart.name(), "value.form", "struct");

            assertThat(generate(config)).hasSize(200).allSatisfy(record -> {
                assertThat(record.valueSchema()).isNotNull();
                if (record.value() instanceof Struct struct) {
                    struct.validate();
                }
            });
        }
    }

    @Test
    void vouchesForExactlyOnce() {
        assertThat(new DatagenSource().exactlyOnceSupport(config())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void refusesAnOffsetForAPartitionThatIsNotItsOwn() {
        var source = new DatagenSource();

        assertThat(source.alterOffsets(config(), Map.of(Map.of("task", "3"), Map.of("n", 7))))
                .isTrue();
        assertThatThrownBy(() -> source.alterOffsets(config(), Map.of(Map.of("file", "x"), Map.of("n", 7))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("task");
        assertThatThrownBy(() -> source.alterOffsets(config(), Map.of(Map.of("task", "3"), Map.of("n", -7))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("n must not be negative");
    }

    @Test
    void isFoundByItsServiceFile() {
        assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(DatagenSource.class);
    }

    @Test
    void itsReadmeHoldsEverySetting() throws Exception {
        assertThat(Files.readString(Path.of("README.md")))
                .contains(SettingsDoc.markdown(new DatagenSource().settingInfos()));
    }
}
