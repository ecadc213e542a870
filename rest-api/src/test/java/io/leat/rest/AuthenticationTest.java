package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.rest.fake.RestFixture;
import io.leat.rest.security.CheapCredentials;
import io.leat.rest.security.Credentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {

    private static final String AUTHORIZATION = "Authorization";

    @TempDir
    Path folder;

    private String token;
    private Path users;
    private Path tokens;

    @BeforeEach
    void writeFiles() throws IOException {
        var made = Credentials.newToken("ci", new SecureRandom());
        token = made.token();
        users = Files.writeString(folder.resolve("users"), CheapCredentials.userLine("ann", "sésame:1"));
        tokens = Files.writeString(folder.resolve("tokens"), made.line());
    }

    @Test
    void asksForCredentialsOfBothKinds() {
        try (var rest = both()) {
            var answer = rest.get("/connectors");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Basic realm=\"leat\", charset=\"UTF-8\"", "Bearer realm=\"leat\"");
            assertThat(RestFixture.json(answer).get("error_code").asInt()).isEqualTo(401);
        }
    }

    @Test
    void letsAUserInByPassword() {
        try (var rest = both()) {
            assertThat(rest.get("/connectors", AUTHORIZATION, basic("ann", "sésame:1"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void letsAHundredRequestsOfOneUserInAtOnce() {
        try (var rest = both()) {
            var answers = IntStream.range(0, 100)
                    .mapToObj(i -> rest.sendLater("GET", "/", null, AUTHORIZATION, basic("ann", "sésame:1")))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(200);
        }
    }

    @Test
    void letsAClientInByToken() {
        try (var rest = both()) {
            assertThat(rest.get("/connectors", AUTHORIZATION, "bearer " + token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesWrongCredentialsOfEveryKind() {
        try (var rest = both()) {
            for (var wrong : new String[] {
                basic("ann", "sesame"), basic("bob", "sésame:1"), "Basic !!", "Bearer " + token + "x", "Digest x", "x"
            }) {
                assertThat(rest.get("/connectors", AUTHORIZATION, wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void acceptsOnlyTheKindThatIsOn() {
        try (var rest = new RestFixture("rest.authentication", "bearer", "rest.tokens.file", tokens.toString())) {
            assertThat(rest.get("/", AUTHORIZATION, basic("ann", "sésame:1")).statusCode())
                    .isEqualTo(401);
            assertThat(rest.get("/", AUTHORIZATION, "Bearer " + token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void guardsHealthLikeEverythingElse() {
        try (var rest = both()) {
            assertThat(rest.get("/health").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void opensHealthAndNothingElseOnDemand() {
        try (var rest = both("rest.health.unauthenticated", "true")) {
            assertThat(rest.get("/health").statusCode()).isEqualTo(200);
            for (var path : new String[] {"/", "/metrics", "/openapi.json", "/health/x", "/connectors/health"}) {
                assertThat(rest.get(path).statusCode()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    void holdsWrongAnswersBackWithoutHoldingThreads() {
        try (var rest = both()) {
            var wrong = new ArrayList<CompletableFuture<?>>();
            for (var i = 0; i < 150; i++) {
                wrong.add(rest.sendLater("GET", "/", null, AUTHORIZATION, "Bearer guess-" + i));
            }

            assertThat(rest.sendLater("GET", "/", null, AUTHORIZATION, "Bearer " + token)
                            .orTimeout(2, TimeUnit.SECONDS)
                            .join()
                            .statusCode())
                    .isEqualTo(200);
            assertThat(wrong).anyMatch(answer -> !answer.isDone());
            await().atMost(Duration.ofSeconds(20)).until(() -> wrong.stream().allMatch(CompletableFuture::isDone));
        }
    }

    @Test
    void stopsLookingAtPasswordsAfterTooManyFailures() {
        try (var rest = both()) {
            assertThat(rest.get("/", AUTHORIZATION, basic("ann", "sésame:1")).statusCode())
                    .isEqualTo(200);
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (var i = 0; i < 25; i++) {
                answers.add(rest.sendLater("GET", "/", null, AUTHORIZATION, "Basic !!")
                        .thenApply(HttpResponse::statusCode));
            }
            answers.forEach(CompletableFuture::join);

            var further = rest.get("/", AUTHORIZATION, basic("ann", "guess"));

            assertThat(further.statusCode()).isEqualTo(429);
            assertThat(further.headers().firstValue("Retry-After")).contains("60");
            assertThat(rest.get("/", AUTHORIZATION, basic("ann", "sésame:1")).statusCode())
                    .as("a client whose password was found right before")
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesToStartOnADamagedFile() throws IOException {
        Files.writeString(tokens, "ci:swordfish");

        assertThatThrownBy(this::both)
                .isInstanceOf(RestServerFailure.class)
                .hasMessageContaining(tokens + ", line 1")
                .hasMessageNotContaining("swordfish");
    }

    private RestFixture both(String... more) {
        var settings = new ArrayList<>(List.of(
                "rest.authentication", "basic,bearer",
                "rest.users.file", users.toString(),
                "rest.tokens.file", tokens.toString()));
        settings.addAll(List.of(more));
        return new RestFixture(settings.toArray(String[]::new));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
