package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.SettingInfo;
import io.leat.connect.api.settings.SettingsDoc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    @Test
    void holdsEverySetting() throws Exception {
        assertThat(Files.readString(Path.of("../../docs/connectors/file.md")))
                .contains(table(new FileSourceConnector().settingInfos()))
                .contains(table(new FileSinkConnector().settingInfos()));
    }

    @Test
    void theConnectorsAreFoundByTheirServiceFiles() {
        assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(FileSourceConnector.class);
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(FileSinkConnector.class);
    }

    private static String table(List<SettingInfo> settings) {
        return SettingsDoc.markdown(settings).replace("### ", "## Settings: ");
    }
}
