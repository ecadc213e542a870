package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An old source and old transforms, built for Kafka Connect 1.0 and without service files. */
class SimulatorIT {

    /** The simulator's Guice 4.0 makes classes in a way that Java 17 allows only on demand. */
    private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    @Test
    void takesSimulatedRecordsThroughTheCommonTransforms() throws IOException {
        try (var leat = ThirdParty.leatWith(
                OPEN, ThirdParty.dataFolder("simulator"), Map.of(), "simulator", "transform-common")) {
            ThirdParty.create(
                    leat,
                    "people",
                    Map.ofEntries(
                            Map.entry(
                                    "connector.class",
                                    "com.github.jcustenborder.kafka.connect.simulator.SimulatorSourceConnector"),
                            Map.entry("topic", "NewPeople"),
                            Map.entry("batch.size", "10"),
                            Map.entry("key.schema.fields", "email"),
                            Map.entry("value.schema.fields", "email,firstName"),
                            Map.entry("transforms", "case,topic,json"),
                            Map.entry("transforms.case.type", common("ChangeCase$Value")),
                            Map.entry("transforms.case.from", "LOWER_CAMEL"),
                            Map.entry("transforms.case.to", "LOWER_UNDERSCORE"),
                            Map.entry("transforms.topic.type", common("ChangeTopicCase")),
                            Map.entry("transforms.topic.from", "UPPER_CAMEL"),
                            Map.entry("transforms.topic.to", "LOWER_UNDERSCORE"),
                            Map.entry("transforms.json.type", common("ToJSON$Value")),
                            Map.entry("value.converter", "org.apache.kafka.connect.storage.StringConverter")));

            try (var topic = new TopicReader(leat.kafka(), "new_people")) {
                var records = topic.await(seen -> seen.size() >= 100);

                for (var record : records) {
                    var person = new ObjectMapper().readTree(record.value());
                    assertThat(person.at("/email").asText()).contains("@");
                    assertThat(person.at("/first_name").asText()).isNotBlank();
                }
            }
        }
    }

    private static String common(String name) {
        return "com.github.jcustenborder.kafka.connect.transform.common." + name;
    }
}
