package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import io.leat.connect.api.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that can be set of the webhook source. One endpoint is described by the settings of {@link EndpointSettings};
 * further ones by the same settings with {@code endpoints.<name>.} before them.
 */
record WebhookSourceSettings(
        @Nested(prefix = "") ListenerSettings listener,
        @Nested(prefix = "") EndpointSettings endpoint,

        @Setting(
                doc = "Further endpoints: endpoints.ci.path, endpoints.ci.topic, endpoints.ci.secret and so on, as for"
                        + " the one endpoint without a name. That one is left out if topic is not given.",
                group = "Endpoint")
        Map<String, Secret> endpoints,

        @Nested(prefix = "") DedupeSettings dedupe,
        @Nested(prefix = "") TlsSettings tls) {

    WebhookSourceSettings {
        var problems = new Problems();
        var all = endpointsOf(endpoint, endpoints, problems);
        if (problems.isEmpty()) {
            problems.check(!all.isEmpty(), "topic", "is required, or endpoints.<name>.topic");
            var paths = new HashSet<String>();
            all.forEach((prefix, each) -> problems.check(
                            paths.add(each.path()), prefix + "path", "is the path of another endpoint too")
                    .check(
                            !each.path().equals(listener.healthPath()),
                            prefix + "path",
                            "is the path that health.path names"));
        }
        problems.throwIfAny();
    }

    /** Every endpoint, at least one. */
    List<EndpointSettings> allEndpoints() {
        return new ArrayList<>(endpointsOf(endpoint, endpoints, new Problems()).values());
    }

    /** By the prefix of their keys. */
    private static Map<String, EndpointSettings> endpointsOf(
            EndpointSettings unnamed, Map<String, Secret> named, Problems problems) {
        var all = new TreeMap<String, EndpointSettings>();
        if (unnamed.topic().isPresent()) {
            all.put("", unnamed);
        }
        byName(named).forEach((name, config) -> {
            var prefix = "endpoints." + name + ".";
            var parsed = Settings.of(EndpointSettings.class).read(config);
            parsed.problems().forEach(problem -> problems.add(prefix + problem.key(), problem.message()));
            parsed.warnings().forEach(problem -> problems.add(prefix + problem.key(), problem.message()));
            parsed.settings().ifPresent(settings -> {
                problems.check(settings.topic().isPresent(), prefix + "topic", "is required");
                all.put(prefix, settings);
            });
        });
        return all;
    }

    private static Map<String, Map<String, String>> byName(Map<String, Secret> named) {
        var byName = new TreeMap<String, Map<String, String>>();
        named.forEach((key, value) -> {
            var dot = key.indexOf('.');
            var name = dot < 0 ? key : key.substring(0, dot);
            byName.computeIfAbsent(name, made -> new HashMap<>()).put(key.substring(dot + 1), value.value());
        });
        return byName;
    }
}
