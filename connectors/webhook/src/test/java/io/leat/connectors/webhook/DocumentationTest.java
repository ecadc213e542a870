package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.SettingsDoc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    @Test
    void holdsEverySetting() throws Exception {
        assertThat(Files.readString(Path.of("../../docs/connectors/webhook.md")))
                .contains(SettingsDoc.markdown(new WebhookSourceConnector().settingInfos()));
    }

    @Test
    void theConnectorIsFoundByItsServiceFile() {
        assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(WebhookSourceConnector.class);
    }
}
