package io.leat.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.SettingsDoc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    @Test
    void holdsEverySetting() throws Exception {
        assertThat(Files.readString(Path.of("../../docs/connectors/elasticsearch.md")))
                .contains(SettingsDoc.markdown(new ElasticsearchSinkConnector().settingInfos()));
    }

    @Test
    void theConnectorIsFoundByItsServiceFile() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(ElasticsearchSinkConnector.class);
    }
}
