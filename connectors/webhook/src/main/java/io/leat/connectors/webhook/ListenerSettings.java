package io.leat.connectors.webhook;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Where to listen, and how much to take. */
record ListenerSettings(
        @Setting(
                doc =
                        "Address and port to listen at. Loopback unless set otherwise: put 0.0.0.0:8088 to be reached from"
                                + " other machines, and then use TLS or a proxy that does.",
                defaultValue = "127.0.0.1:8088",
                importance = Importance.HIGH,
                group = "Listener")
        String listenAddress,

        @Setting(
                doc = "Path that answers 200 to everybody while the task runs.",
                defaultValue = "/health",
                group = "Listener")
        String healthPath,

        @Setting(
                name = "response.mode",
                doc = "after_persist answers when the record is durable in the log; after_enqueue as soon as it is in"
                        + " memory, and then a crash loses it.",
                defaultValue = "after_persist",
                importance = Importance.HIGH,
                group = "Answers")
        ResponseMode responseMode,

        @Setting(doc = "Status of a success.", defaultValue = "202", min = 200, max = 299, group = "Answers")
        int responseCode,

        @Setting(
                doc = "Longest wait for the record to be durable; then the answer is 503. GitHub gives up after 10 s.",
                defaultValue = "9 s",
                min = 1,
                max = 600_000,
                group = "Answers")
        Duration responseTimeout,

        @Setting(
                name = "max.body.bytes",
                doc = "Longest body; longer ones are answered 413. GitHub sends up to 25 MB: raise it together with the"
                        + " topic's max.message.bytes, which is 1 MiB unless set.",
                defaultValue = "800 KiB",
                min = 1,
                max = 1 << 30,
                group = "Limits")
        ByteSize maxBody,

        @Setting(
                doc = "Requests at a time, answered or not; more are answered 503.",
                defaultValue = "1000",
                min = 1,
                max = 100_000,
                group = "Limits")
        int maxInFlightRequests,

        @Setting(
                name = "max.buffered.bytes",
                doc = "Bytes held in memory for requests that are not durable yet; beyond that the answer is 503.",
                defaultValue = "64 MiB",
                min = 1,
                group = "Limits")
        ByteSize maxBuffered,

        @Setting(
                name = "idle.timeout.ms",
                doc = "A connection on which nothing happens for this long is closed.",
                defaultValue = "30 s",
                min = 1,
                group = "Limits")
        Duration idleTimeout,

        @Setting(
                name = "min.request.rate.bytes",
                doc = "Least bytes per second of a sender on average; slower ones are cut off.",
                defaultValue = "512",
                min = 0,
                group = "Limits")
        ByteSize minRequestRate) {

    /** When a request is answered. */
    enum ResponseMode {
        AFTER_PERSIST,
        AFTER_ENQUEUE
    }

    ListenerSettings {
        new Problems()
                .check(isAddress(listenAddress), "listen.address", "must be host:port, such as 127.0.0.1:8088")
                .check(
                        responseTimeout.compareTo(idleTimeout) < 0,
                        "response.timeout.ms",
                        "must be below idle.timeout.ms, or the connection is closed before the answer")
                .check(healthPath.startsWith("/"), "health.path", "must start with /")
                .check(
                        maxBody.compareTo(maxBuffered) <= 0,
                        "max.body.bytes",
                        "must not exceed max.buffered.bytes, such a body would never find room")
                .throwIfAny();
    }

    String host() {
        var host = listenAddress.substring(0, listenAddress.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return Integer.parseInt(listenAddress.substring(listenAddress.lastIndexOf(':') + 1));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host(), port());
    }

    private static boolean isAddress(String text) {
        return text.matches("(\\[[0-9a-fA-F:.]+]|[^\\s:\\[\\]]+):\\d{1,5}")
                && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= 65_535;
    }
}
