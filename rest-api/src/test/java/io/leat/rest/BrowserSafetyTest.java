package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.RestFixture;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BrowserSafetyTest {

    private static final String CONFIG = "{\"connector.class\":\"FileStreamSource\",\"topic\":\"t\"}";
    private static final String EVIL = "http://evil.example.com";

    @Test
    void refusesANameThatIsNotThisServers() throws IOException {
        try (var rest = new RestFixture()) {
            assertThat(rest.raw("GET /connectors HTTP/1.1\nHost: evil.example.com:8083\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"error_code\":403", "rest.allowed.hosts")
                    .doesNotContain("evil");
        }
    }

    @Test
    void refusesAForeignNameInTheRequestLine() throws IOException {
        try (var rest = new RestFixture()) {
            assertThat(rest.raw("GET http://evil.example.com/connectors HTTP/1.1\nHost: evil.example.com\n"
                            + "Connection: close\n\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void answersToConfiguredNames() throws IOException {
        try (var rest = new RestFixture("rest.allowed.hosts", "Leat.example.com")) {
            assertThat(rest.raw("GET /connectors HTTP/1.1\nHost: leat.example.com\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void letsAForeignPageChangeNothing() {
        try (var rest = new RestFixture()) {
            var answer = rest.send("PUT", "/connectors/x/config", CONFIG, "Origin", EVIL);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(rest.worker().connectors()).isEmpty();
        }
    }

    @Test
    void keepsAnswersFromForeignPages() {
        try (var rest = new RestFixture()) {
            var answer = rest.get("/connectors", "Origin", EVIL);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void servesItsOwnPages() {
        try (var rest = new RestFixture()) {
            assertThat(rest.send(
                                    "PUT",
                                    "/connectors/x/config",
                                    CONFIG,
                                    "Origin",
                                    rest.uri().toString())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void servesPermittedOriginsWithCorsHeaders() {
        try (var rest = new RestFixture("access.control.allow.origin", "https://console.example.com")) {
            var answer = rest.send("PUT", "/connectors/x/config", CONFIG, "Origin", "https://console.example.com");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://console.example.com");
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        }
    }

    @Test
    void answersAPermittedPreflight() {
        try (var rest = new RestFixture(
                "access.control.allow.origin", "*", "access.control.allow.methods", "GET,POST,PUT,DELETE")) {
            var answer =
                    rest.send("OPTIONS", "/connectors", null, "Origin", EVIL, "Access-Control-Request-Method", "PUT");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElseThrow())
                    .contains("PUT", "DELETE");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("Content-Type");
        }
    }

    @Test
    void sendsSafeHeadersOnEveryAnswer() {
        try (var rest = new RestFixture()) {
            for (var path : new String[] {"/", "/nope", "/connectors/none", "/metrics"}) {
                var headers = rest.get(path).headers();
                assertThat(headers.firstValue("X-Content-Type-Options"))
                        .as(path)
                        .contains("nosniff");
                assertThat(headers.firstValue("Cache-Control")).as(path).contains("no-store");
                assertThat(headers.firstValue("Server")).as(path).isEmpty();
            }
            assertThat(rest.send("POST", "/connectors", "{}", "Origin", EVIL)
                            .headers()
                            .firstValue("X-Frame-Options"))
                    .contains("DENY");
        }
    }

    @Test
    void addsConfiguredHeaders() {
        try (var rest = new RestFixture(
                "response.http.headers.config", "set X-Frame-Options: SAMEORIGIN, add X-Zone: a, setDate Expires: 0")) {
            var headers = rest.get("/connectors/none").headers();

            assertThat(headers.allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
            assertThat(headers.firstValue("X-Zone")).contains("a");
            assertThat(headers.firstValue("Expires").orElseThrow()).endsWith("GMT");
        }
    }
}
