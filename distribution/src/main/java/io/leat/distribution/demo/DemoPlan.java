package io.leat.distribution.demo;

import io.leat.distribution.demo.Pipeline.Connector;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo registers.
 *
 * @param folder everything the demo writes lies in it
 * @param webhook where GitHub is to send its events
 * @param secret that GitHub signs them with
 * @param elasticsearch where to deliver; empty for files
 */
record DemoPlan(Path folder, URI webhook, String secret, Optional<URI> elasticsearch) {

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";

    List<Pipeline> pipelines() {
        return List.of(
                new Pipeline("demo-shop-log", shopLog(), sink("demo-shop-log")),
                new Pipeline("demo-github", gitHub(), sink("demo-github")));
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The file that a topic is delivered to, where there is no Elasticsearch. */
    Path out(String topic) {
        return folder.resolve("out").resolve(topic + ".ndjson");
    }

    private Connector shopLog() {
        return new Connector(
                "demo-shop-log-source",
                Map.of(
                        "connector.class",
                        "io.leat.connectors.file.FileSourceConnector",
                        "include",
                        logs().resolve("shop.log*").toString(),
                        "topic",
                        "demo-shop-log",
                        "value.converter",
                        STRING));
    }

    private Connector gitHub() {
        return new Connector(
                "demo-github-source",
                Map.of(
                        "connector.class",
                        "io.leat.connectors.webhook.WebhookSourceConnector",
                        "listen.address",
                        webhook.getHost() + ":" + webhook.getPort(),
                        "path",
                        webhook.getPath(),
                        "provider",
                        "github",
                        "secret",
                        secret,
                        "topic",
                        "demo-github",
                        "key.converter",
                        STRING,
                        "value.converter",
                        STRING));
    }

    private Connector sink(String topic) {
        var config = new LinkedHashMap<>(Map.of("topics", topic, "key.converter", STRING));
        elasticsearch.ifPresentOrElse(
                url -> config.putAll(Map.of(
                        "connector.class", "io.leat.connectors.elasticsearch.ElasticsearchSinkConnector",
                        "connection.url", url.toString(),
                        "key.ignore", "true",
                        "value.converter", JSON,
                        "value.converter.schemas.enable", "false")),
                () -> config.putAll(Map.of(
                        "connector.class",
                        "io.leat.connectors.file.FileSinkConnector",
                        "file",
                        out(topic).toString(),
                        "value.converter",
                        STRING)));
        return new Connector(topic + "-sink", config);
    }
}
