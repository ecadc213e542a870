package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.distribution.LeatProcess;
import io.leat.runtime.plugin.JarBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** REST extensions from {@code plugin.path}: Kafka's own for passwords, and one with a resource and a filter. */
class RestExtensionIT {

    private static final String BASIC_AUTH =
            "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";

    private static final String OBSERVER = """
            package ext;
            import jakarta.ws.rs.*;
            import jakarta.ws.rs.container.*;
            import java.util.Map;
            import org.apache.kafka.connect.health.ConnectClusterState;
            import org.apache.kafka.connect.rest.*;
            public class Observer implements ConnectRestExtension {
                private String file;
                public String version() { return "1"; }
                public void configure(Map<String, ?> config) { file = String.valueOf(config.get("metrics.context.closed")); }
                public void register(ConnectRestExtensionContext context) {
                    context.configurable().register(new Health(context.clusterState()));
                    context.configurable().register(new Mark());
                }
                public void close() {
                    try {
                        java.nio.file.Files.writeString(java.nio.file.Path.of(file), "closed");
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                @Path("/observer")
                public static class Health {
                    private final ConnectClusterState state;
                    public Health(ConnectClusterState state) { this.state = state; }
                    @GET
                    @Produces("text/plain")
                    public String get() {
                        var text = new StringBuilder(state.clusterDetails().kafkaClusterId().isEmpty() ? "?" : "cluster");
                        for (var name : state.connectors()) {
                            var health = state.connectorHealth(name);
                            text.append(' ').append(name).append('=').append(health.connectorState().state())
                                    .append(' ').append(health.type()).append(' ').append(health.tasksState().size())
                                    .append(' ').append(state.connectorConfig(name).get("topic"));
                        }
                        return text.toString();
                    }
                    @PUT
                    @Consumes("application/json")
                    @Produces("application/json")
                    public Map<String, Object> echo(Map<String, Object> body) { return body; }
                }
                public static class Mark implements ContainerResponseFilter {
                    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
                        response.getHeaders().add("X-Observed", "yes");
                    }
                }
            }
            """;

    @TempDir
    Path temp;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void letsAnExtensionServeResourcesFilterAnswersAndCloseAtTheStop() throws Exception {
        new JarBuilder(temp)
                .source("ext.Observer", OBSERVER)
                .service(ConnectRestExtension.class, "ext.Observer")
                .write(temp.resolve("plugins/observer/observer.jar"));
        var closed = temp.resolve("closed");
        var settings = Map.of(
                "plugin.path", temp.resolve("plugins").toString(),
                "rest.extension.classes", "Observer",
                "metrics.context.closed", closed.toString());
        try (var leat = LeatProcess.start(ThirdParty.dataFolder("extension"), settings)) {
            ThirdParty.create(
                    leat, "data", Map.of("connector.class", "io.leat.connectors.datagen.DatagenSource", "topic", "t"));
            ThirdParty.awaitRunning(leat, "data");

            assertThat(get(leat, "/observer", "").body()).isEqualTo("cluster data=RUNNING source 1 t");
            assertThat(get(leat, "/connectors", "").headers().firstValue("X-Observed"))
                    .contains("yes");
            assertThat(send(leat, "/observer", "PUT", "{\"a\":1}", "").body()).isEqualTo("{\"a\":1}");
            assertThat(send(leat, "/observer", "PUT", "{\"a\":", "").statusCode())
                    .isEqualTo(400);

            leat.stop();
            assertThat(closed).hasContent("closed");
        }
    }

    @Test
    void asksForThePasswordsOfKafkasBasicAuthentication() throws Exception {
        var users = Files.writeString(temp.resolve("users.properties"), "ann=s3cret\n");
        var jaas = Files.writeString(
                temp.resolve("jaas.conf"),
                "KafkaConnect { org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required"
                        + " file=\"" + users + "\"; };");
        try (var leat = ThirdParty.leatWith(
                "-Djava.security.auth.login.config=" + jaas,
                ThirdParty.dataFolder("basic-auth"),
                Map.of("rest.extension.classes", BASIC_AUTH),
                "basic-auth")) {
            assertThat(get(leat, "/connectors", "").statusCode()).isEqualTo(401);
            assertThat(get(leat, "/connectors", "ann:wrong").statusCode()).isEqualTo(401);
            var answer = get(leat, "/connectors", "ann:s3cret");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("[]");
        }
    }

    @Test
    void doesNotStartWithAnExtensionThatIsNotInstalled() {
        var leat = LeatProcess.launch(
                ThirdParty.dataFolder("no-extension"), Map.of("rest.extension.classes", "ext.Missing"));

        assertThat(leat.waitForExit(Duration.ofSeconds(60))).isNotZero();
        assertThat(leat.output()).contains("rest.extension.classes: ext.Missing cannot be used");
    }

    private HttpResponse<String> get(LeatProcess leat, String path, String login)
            throws IOException, InterruptedException {
        return send(leat, path, "GET", "", login);
    }

    private HttpResponse<String> send(LeatProcess leat, String path, String method, String body, String login)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(leat.rest() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!login.isEmpty()) {
            var encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
