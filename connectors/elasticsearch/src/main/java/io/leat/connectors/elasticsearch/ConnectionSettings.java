package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Where the cluster is and how to get in. */
record ConnectionSettings(
        @Setting(
                name = "connection.url",
                doc = "Nodes to send to, in turn: http://host:9200 or https://host:9243. A node that does not answer is"
                        + " left out for a while.",
                importance = Importance.HIGH,
                group = "Connection")
        List<URI> url,

        @Setting(
                name = "connection.username",
                doc = "User for basic authentication; goes with connection.password.",
                group = "Connection")
        Optional<String> username,

        @Setting(name = "connection.password", doc = "Password of that user.", group = "Connection")
        Optional<Secret> password,

        @Setting(
                name = "connection.api.key",
                doc = "API key in its encoded form (base64 of id:key), in place of user and password.",
                group = "Connection")
        Optional<Secret> apiKey,

        @Setting(
                name = "connection.compression",
                doc = "Compress requests with gzip. Saves network, costs processor time here and there.",
                defaultValue = "false",
                group = "Connection")
        boolean compression,

        @Setting(
                name = "connection.timeout.ms",
                doc = "Longest time to open a connection.",
                defaultValue = "5 s",
                min = 1,
                group = "Connection")
        Duration connectTimeout,

        @Setting(
                doc = "Longest silence of the server while it handles a request; then the request is sent again.",
                defaultValue = "60 s",
                min = 1,
                group = "Connection")
        Duration readTimeout,

        @Setting(
                name = "max.connection.idle.time.ms",
                doc = "A connection that was idle for this long is closed.",
                defaultValue = "60 s",
                min = 1,
                group = "Connection")
        Duration maxIdleTime,

        @Nested(prefix = "") TlsSettings tls) {

    ConnectionSettings {
        var problems = new Problems()
                .check(!url.isEmpty(), "connection.url", "must name at least one node, such as http://localhost:9200")
                .check(
                        username.isPresent() == password.isPresent(),
                        "connection.password",
                        "goes with connection.username: give both or none")
                .check(
                        username.isEmpty() || apiKey.isEmpty(),
                        "connection.api.key",
                        "cannot be combined with connection.username");
        for (var node : url) {
            problems.check(isHttp(node), "connection.url", "must be http://host:port or https://host:port");
            problems.check(
                    node.getRawUserInfo() == null,
                    "connection.url",
                    "must not hold a password, it would be shown: use connection.username and connection.password");
            problems.check(isBare(node), "connection.url", "must have no query, and no path unless it is the only one");
            problems.check(
                    path(node).equals(path(url.get(0))), "connection.url", "must have the same path for all nodes");
        }
        problems.throwIfAny();
    }

    /** What all requests' paths start with, where a proxy serves the cluster below a path; else empty. */
    String pathPrefix() {
        return path(url.get(0));
    }

    /** The same for some of the nodes. */
    ConnectionSettings onlyTo(List<URI> nodes) {
        return new ConnectionSettings(
                nodes, username, password, apiKey, compression, connectTimeout, readTimeout, maxIdleTime, tls);
    }

    private static boolean isHttp(URI node) {
        return node.getHost() != null && ("http".equals(node.getScheme()) || "https".equals(node.getScheme()));
    }

    private static boolean isBare(URI node) {
        return node.getRawQuery() == null && node.getRawFragment() == null;
    }

    private static String path(URI node) {
        var path = node.getRawPath();
        return path == null || path.equals("/") ? "" : path;
    }
}
