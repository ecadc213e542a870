package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.VersionRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings that plugins are described with. */
class DescribedSettingsTest extends ConnectorChecks {

    @Test
    void describesAConnectorsOwnSettingsBeforeTheCommonOnes() {
        var keys = configs.describe("FileStreamSource", VersionRange.LATEST);

        assertThat(keys)
                .extracting(ConfigKeyInfo::name)
                .startsWith("file", "topic", "batch.size", "name", "connector.class");
        assertThat(keys.get(1))
                .extracting(
                        ConfigKeyInfo::type, ConfigKeyInfo::required, ConfigKeyInfo::width, ConfigKeyInfo::orderInGroup)
                .containsExactly("STRING", true, "NONE", -1);
        assertThat(key(keys, "connector.plugin.version").defaultValue()).contains("4.3.1");
        assertThat(key(keys, "tasks.max").defaultValue()).contains("1");
        assertThat(key(keys, "key.converter").type()).isEqualTo("CLASS");
    }

    @Test
    void definesEverySettingOfTheStockWorkerWithItsDefaultTypeAndImportance() throws IOException {
        var keys = new HashMap<String, ConfigKeyInfo>();
        configs.describe("FileStreamSource", VersionRange.LATEST).forEach(key -> keys.put("Source " + key.name(), key));
        configs.describe("FileStreamSink", VersionRange.LATEST).forEach(key -> keys.put("Sink " + key.name(), key));

        assertThat(StockDefinitions.read()).isNotEmpty().allSatisfy(stock -> {
            var ours = keys.get(stock.scope() + " " + stock.name());
            assertThat(ours).as("%s %s", stock.scope(), stock.name()).isNotNull();
            assertThat(List.of(ours.type(), ours.importance(), String.valueOf(ours.required())))
                    .as(stock.name())
                    .containsExactly(stock.type(), stock.importance(), String.valueOf(stock.required()));
            assertThat(ours.defaultValue()).as(stock.name()).isEqualTo(stock.defaultValue());
        });
    }

    @Test
    void describesTransformsAndConverters() {
        assertThat(configs.describe("org.apache.kafka.connect.transforms.InsertField$Value", VersionRange.LATEST))
                .extracting(ConfigKeyInfo::name)
                .startsWith("topic.field", "partition.field", "offset.field", "timestamp.field");
        assertThat(configs.describe("org.apache.kafka.connect.json.JsonConverter", VersionRange.LATEST))
                .extracting(ConfigKeyInfo::name)
                .startsWith("converter.type", "schemas.enable", "schemas.cache.size");
    }

    @Test
    void knowsNoPluginOfAnotherName() {
        assertThatThrownBy(() -> configs.describe("Nope", VersionRange.LATEST))
                .isInstanceOf(RequestException.NotFound.class)
                .hasMessage("Unknown plugin Nope.");
    }

    @Test
    void refusesAVersionThatIsNotInstalled() {
        assertThatThrownBy(() -> configs.describe("FileStreamSource", VersionRange.parse("9.9.9")))
                .hasMessage("Plugin org.apache.kafka.connect.file.FileStreamSourceConnector not found that matches the"
                        + " version range [9.9.9,9.9.9], available versions: [4.3.1]");
        assertThatThrownBy(
                        () -> configs.validate(source("name", "n", "topic", "t", "connector.plugin.version", "9.9.9")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("available versions: [4.3.1]");
    }
}
