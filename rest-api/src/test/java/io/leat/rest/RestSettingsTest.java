package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestSettingsTest {

    @Test
    void listensOnLoopbackByDefault() {
        var settings = RestSettings.parse(Map.of());

        assertThat(settings.listeners()).containsExactly(new Listener(false, "127.0.0.1", 8083));
        assertThat(settings.admin().shared()).isTrue();
        assertThat(settings.authentication().required()).isFalse();
        assertThat(settings.limits().maxBodyBytes()).isEqualTo(1 << 20);
        assertThat(settings.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8083, true",
        "http://127.8.9.1:8083, true",
        "https://localhost:8443, true",
        "http://[::1]:8083, true",
        "http://:8083, false",
        "http://0.0.0.0:8083, false",
        "http://[::]:8083, false",
        "http://10.0.0.7:80, false",
        "http://127.0.0.1.example.com:8083, false",
        "http://leat.example.com:8083, false",
    })
    void knowsLoopbackListeners(String listener, boolean loopback) {
        assertThat(Listener.parse(listener).isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8083",
                "ftp://127.0.0.1:8083",
                "http://127.0.0.1",
                "http://127.0.0.1:99999",
                "http://127.0.0.1:x",
                "http://127.0.0.1:80/path",
                "http://a b:80",
                ""
            })
    void refusesListenersThatAreNotAddresses(String listener) {
        assertThat(problems(Map.of("listeners", listener + ",http://127.0.0.1:0")))
                .singleElement()
                .asString()
                .startsWith("listeners: \"" + listener + "\" must be http://<host>:<port>");
    }

    @Test
    void refusesAnOpenListenerWithoutAuthentication() {
        assertThat(problems(Map.of("listeners", "http://127.0.0.1:1,http://0.0.0.0:2")))
                .singleElement()
                .asString()
                .startsWith("listeners: http://0.0.0.0:2 can be reached from other machines without authentication")
                .contains("rest.authentication=basic", "rest.allow.unauthenticated=true");
    }

    @Test
    void refusesAnOpenAdminListenerWithoutAuthentication() {
        assertThat(problems(Map.of("admin.listeners", "http://:8084")))
                .singleElement()
                .asString()
                .startsWith("admin.listeners: http://:8084 can be reached");
    }

    @Test
    void acceptsAnOpenListenerWhereTheUserSaysSo() {
        var settings =
                RestSettings.parse(Map.of("listeners", "http://0.0.0.0:8083", "rest.allow.unauthenticated", "true"));

        assertThat(settings.listeners()).hasSize(1);
    }

    @Test
    void acceptsAnOpenListenerWithAuthentication(@TempDir Path folder) throws Exception {
        var users = Files.createFile(folder.resolve("users"));

        var settings = RestSettings.parse(Map.of(
                "listeners", "http://0.0.0.0:8083",
                "rest.authentication", "basic",
                "rest.users.file", users.toString()));

        assertThat(settings.authentication().users()).contains(users);
    }

    @Test
    void reportsEveryProblemAtOnceByItsKey() {
        var config = new HashMap<String, String>();
        config.put("listeners", "https://127.0.0.1:8443,gopher://x:1");
        config.put("rest.authentication", "basic,kerberos");
        config.put("rest.health.unauthenticated", "yes");
        config.put("rest.max.body.bytes", "-1");
        config.put("rest.request.timeout.ms", "soon");
        config.put("response.http.headers.config", "put X-A: b");
        config.put("rest.allow.unauthenticated", "perhaps");

        assertThat(problems(config))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "listeners",
                        "ssl.keystore.location",
                        "rest.authentication",
                        "rest.users.file",
                        "rest.health.unauthenticated",
                        "rest.max.body.bytes",
                        "rest.request.timeout.ms",
                        "response.http.headers.config",
                        "rest.allow.unauthenticated");
    }

    @Test
    void switchesTheAdminApiOffWithAnEmptyList() {
        var admin = RestSettings.parse(Map.of("admin.listeners", " ")).admin();

        assertThat(admin).isEqualTo(new AdminListeners(false, List.of()));
    }

    @Test
    void takesPrefixedTlsSettingsAloneWhereThereAreSome() {
        var settings = RestSettings.parse(Map.of(
                "listeners", "https://127.0.0.1:0",
                "listeners.https.ssl.keystore.location", "/own.p12",
                "ssl.keystore.location", "/general.jks",
                "ssl.keystore.type", "JKS",
                "listeners.https.ssl.client.auth", "required"));

        assertThat(settings.tls().values()).containsEntry("ssl.keystore.location", "/own.p12");
        assertThat(settings.tls().clientAuth()).isEqualTo("required");
    }

    @Test
    void showsNoPasswordOfAKeystore() {
        var settings = RestSettings.parse(Map.of(
                "listeners", "https://127.0.0.1:0",
                "ssl.keystore.location", "/own.p12",
                "ssl.keystore.password", "swordfish"));

        assertThat(settings.toString()).doesNotContain("swordfish");
    }

    @Test
    void namesEveryKeyItReads() {
        assertThat(RestSettings.knownKeys())
                .contains(
                        "listeners",
                        "admin.listeners",
                        "access.control.allow.origin",
                        "response.http.headers.config",
                        "ssl.keystore.location",
                        "listeners.https.ssl.keystore.location",
                        "admin.listeners.https.ssl.key.password",
                        "rest.users.file");
    }

    private static List<String> problems(Map<String, String> config) {
        return catchThrowableOfType(InvalidSettings.class, () -> RestSettings.parse(config))
                .problems();
    }
}
