package io.leat.distribution.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Plays GitHub: sends workflow events to a webhook, signed as GitHub signs them. */
final class GitHub {

    private static final List<String> CONCLUSIONS = List.of("success", "success", "success", "failure", "cancelled");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI endpoint;
    private final byte[] secret;
    private final Clock clock;
    private final Random random;
    private int run = 1000;

    GitHub(URI endpoint, String secret, Clock clock, Random random) {
        this.endpoint = endpoint;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.random = random;
    }

    /** Sends one event. @return the status the webhook answered */
    int send() throws IOException, InterruptedException, GeneralSecurityException {
        var body = body();
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "workflow_run")
                .header("X-GitHub-Delivery", new UUID(random.nextLong(), random.nextLong()).toString())
                .header("X-Hub-Signature-256", "sha256=" + signature(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String signature(byte[] body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private byte[] body() {
        return ("{\"action\":\"completed\",\"workflow_run\":{\"id\":%d,\"name\":\"build\",\"head_branch\":\"main\","
                        + "\"conclusion\":\"%s\",\"updated_at\":\"%s\"},\"repository\":{\"full_name\":\"example/shop\"}}")
                .formatted(run++, CONCLUSIONS.get(random.nextInt(CONCLUSIONS.size())), clock.instant())
                .getBytes(StandardCharsets.UTF_8);
    }
}
