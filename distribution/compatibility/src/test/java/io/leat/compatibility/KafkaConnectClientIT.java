package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.distribution.LeatProcess;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sourcelab.kafka.connect.apiclient.Configuration;
import org.sourcelab.kafka.connect.apiclient.KafkaConnectClient;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorPlugin;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorPluginConfigDefinition;
import org.sourcelab.kafka.connect.apiclient.request.dto.NewConnectorDefinition;
import org.sourcelab.kafka.connect.apiclient.request.post.PostConnectorRestart;
import org.sourcelab.kafka.connect.apiclient.rest.exceptions.ResourceNotFoundException;

/** Every call of the Java client {@code kafka-connect-client}. */
class KafkaConnectClientIT {

    private static final String DATAGEN = "io.leat.connectors.datagen.DatagenSource";

    private static LeatProcess leat;
    private static KafkaConnectClient client;

    @BeforeAll
    static void start() {
        leat = ThirdParty.leat(ThirdParty.dataFolder("client"), Map.of());
        client = new KafkaConnectClient(new Configuration(leat.rest().toString()));
    }

    @AfterAll
    static void stop() {
        leat.close();
    }

    @Test
    void readsTheServersVersionAndPlugins() {
        assertThat(client.getConnectServerVersion().getVersion()).isEqualTo("4.3.1");
        assertThat(client.getConnectorPlugins())
                .extracting(ConnectorPlugin::getClassName)
                .contains(DATAGEN);
    }

    @Test
    void validatesAConfiguration() {
        var result = client.validateConnectorPluginConfig(ConnectorPluginConfigDefinition.newBuilder()
                .withName(DATAGEN)
                .withConfig("connector.class", DATAGEN)
                .withConfig("name", "checked")
                .withConfig("topic", "checked")
                .withConfig("tasks.max", "none")
                .build());

        assertThat(result.getErrorCount()).isPositive();
        assertThat(result.getConfigs()).anySatisfy(config -> {
            assertThat(config.getValue().getName()).isEqualTo("tasks.max");
            assertThat(config.getValue().getErrors()).isNotEmpty();
        });
    }

    @Test
    void takesAConnectorThroughItsLife() {
        var created = client.addConnector(NewConnectorDefinition.newBuilder()
                .withName("life")
                .withConfig("connector.class", DATAGEN)
                .withConfig("topic", "life")
                .withConfig("tasks.max", 1)
                .build());
        assertThat(created.getName()).isEqualTo("life");
        ThirdParty.awaitRunning(leat, "life");

        assertThat(client.getConnectors()).contains("life");
        assertThat(client.getConnector("life").getConfig()).containsEntry("topic", "life");
        assertThat(client.getConnectorConfig("life")).containsEntry("topic", "life");
        assertThat(client.getConnectorTasks("life")).hasSize(1);
        assertThat(client.getConnectorTaskStatus("life", 0).getState()).isEqualTo("RUNNING");
        assertThat(client.getConnectorsWithExpandedInfo()
                        .getDefinitionForConnector("life")
                        .getName())
                .isEqualTo("life");
        assertThat(client.getConnectorsWithExpandedStatus()
                        .getStatusForConnector("life")
                        .getName())
                .isEqualTo("life");
        assertThat(client.getConnectorsWithAllExpandedMetadata().getConnectorNames())
                .contains("life");

        assertThat(client.updateConnectorConfig(
                                "life",
                                Map.of(
                                        "connector.class",
                                        DATAGEN,
                                        "topic",
                                        "life",
                                        "tasks.max",
                                        "1",
                                        "errors.log.enable",
                                        "true"))
                        .getConfig())
                .containsEntry("errors.log.enable", "true");
        Awaitility.await("a topic in use")
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.getConnectorTopics("life").getTopics().contains("life"));
        assertThat(client.resetConnectorTopics("life")).isTrue();

        assertThat(client.pauseConnector("life")).isTrue();
        awaitState("PAUSED");
        assertThat(client.resumeConnector("life")).isTrue();
        awaitState("RUNNING");
        assertThat(client.restartConnector("life")).isTrue();
        assertThat(client.restartConnectorTask("life", 0)).isTrue();
        assertThat(client.restartConnector(new PostConnectorRestart("life").withIncludeTasks(true)))
                .isTrue();
        awaitState("RUNNING");
        assertThat(client.restartConnector(
                        new PostConnectorRestart("life").withIncludeTasks(true).withOnlyFailed(true)))
                .isTrue();
        assertThat(client.stopConnector("life")).isTrue();
        awaitState("STOPPED");
        assertThat(client.deleteConnector("life")).isTrue();
        assertThatThrownBy(() -> client.getConnector("life")).isInstanceOf(ResourceNotFoundException.class);
    }

    private static void awaitState(String state) {
        Awaitility.await(state)
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.getConnectorStatus("life").getConnector().get("state"), state::equals);
    }
}
