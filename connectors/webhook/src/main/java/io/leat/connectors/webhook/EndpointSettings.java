package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** One path of the listener: who sends there, and to which topic it goes. */
record EndpointSettings(
        @Setting(
                doc = "Path that requests are sent to.",
                defaultValue = "/",
                importance = Importance.HIGH,
                group = "Endpoint")
        String path,

        @Setting(
                doc = "Topic to write to, a template: ${event}, ${provider}, ${path}, ${header:NAME}, each with"
                        + " |text for requests without it. Characters that a topic cannot have become _.",
                importance = Importance.HIGH,
                group = "Endpoint")
        Optional<String> topic,

        @Setting(
                doc = "Who sends: github verifies X-Hub-Signature-256, gitlab X-Gitlab-Token, generic_hmac what"
                        + " signature.* describe, bearer the Authorization header, header a header of its own; none"
                        + " accepts requests from everybody.",
                defaultValue = "github",
                importance = Importance.HIGH,
                group = "Endpoint")
        Provider provider,

        @Setting(
                doc = "The secret shared with the sender; required unless the provider is none.",
                importance = Importance.HIGH,
                group = "Endpoint")
        Optional<Secret> secret,

        @Setting(
                name = "secret.previous",
                doc = "Another secret that is accepted as well, while the sender changes over.",
                group = "Endpoint")
        Optional<Secret> previousSecret,

        @Setting(
                doc = "Header that holds the secret, for the provider header.",
                defaultValue = "X-Webhook-Token",
                group = "Endpoint")
        String tokenHeader,

        @Setting(
                doc = "Header with the delivery's id, the record's key; that of the provider unless given.",
                group = "Endpoint")
        Optional<String> deliveryIdHeader,

        @Setting(doc = "Header with the kind of event; that of the provider unless given.", group = "Endpoint")
        Optional<String> eventHeader,

        @Setting(
                doc = "What becomes the record's value: text (UTF-8) or bytes as received, or json as a structure"
                        + " without schema.",
                defaultValue = "text",
                importance = Importance.HIGH,
                group = "Endpoint")
        Decoding decoding,

        @Setting(doc = "Request headers that become headers of the record.", group = "Endpoint")
        List<String> headersForward,

        @Nested(prefix = "") SignatureSettings signature) {

    private static final int SHORTEST_SECRET = 16;

    /** What a body becomes. */
    enum Decoding {
        TEXT,
        JSON,
        BYTES
    }

    EndpointSettings {
        var problems = new Problems()
                .check(path.startsWith("/") && !path.contains("?"), "path", "must start with / and have no query")
                .check(
                        (provider == Provider.NONE) == secret.isEmpty(),
                        "secret",
                        provider == Provider.NONE
                                ? "has no effect with provider=none"
                                : "is required to verify requests (provider=none would accept them from everybody)")
                .check(secret.isPresent() || previousSecret.isEmpty(), "secret.previous", "goes with secret")
                .check(
                        secret.map(EndpointSettings::isLong).orElse(true),
                        "secret",
                        "must be at least " + SHORTEST_SECRET + " bytes long, or it can be guessed")
                .check(
                        previousSecret.map(EndpointSettings::isLong).orElse(true),
                        "secret.previous",
                        "must be at least " + SHORTEST_SECRET + " bytes long, or it can be guessed");
        try {
            topic.ifPresent(TopicTemplate::parse);
        } catch (IllegalArgumentException e) {
            problems.add("topic", String.valueOf(e.getMessage()));
        }
        problems.throwIfAny();
    }

    Endpoint endpoint(InstantSource clock) {
        return new Endpoint(
                path,
                TopicTemplate.parse(topic.orElseThrow()),
                provider,
                verification(clock),
                deliveryIdHeader.orElse(provider.idHeader()),
                eventHeader.orElse(provider.eventHeader()),
                decoding,
                headersForward);
    }

    private Verification verification(InstantSource clock) {
        return switch (provider) {
            case GITHUB -> new HmacVerification(SignatureScheme.GITHUB, secrets(), clock);
            case GENERIC_HMAC -> new HmacVerification(signature.scheme(), secrets(), clock);
            case GITLAB -> new TokenVerification("X-Gitlab-Token", "", secrets());
            case BEARER -> new TokenVerification("Authorization", "Bearer ", secrets());
            case HEADER -> new TokenVerification(tokenHeader, "", secrets());
            case NONE -> Verification.none();
        };
    }

    private List<byte[]> secrets() {
        var secrets = new ArrayList<byte[]>();
        secret.ifPresent(text -> secrets.add(bytes(text)));
        previousSecret.ifPresent(text -> secrets.add(bytes(text)));
        return secrets;
    }

    private static boolean isLong(Secret secret) {
        return bytes(secret).length >= SHORTEST_SECRET;
    }

    private static byte[] bytes(Secret secret) {
        return secret.value().getBytes(StandardCharsets.UTF_8);
    }
}
