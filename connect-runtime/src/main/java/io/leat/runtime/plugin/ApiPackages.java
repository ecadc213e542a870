package io.leat.runtime.plugin;

import java.util.List;
import java.util.Set;

/** The packages that the worker and every plugin must share, because their classes pass between the two. */
final class ApiPackages {

    private static final String CONNECT = "org.apache.kafka.connect.";

    /** The packages of Kafka's connect-api jar. */
    private static final Set<String> CONNECT_API = Set.of(
            "components",
            "connector",
            "connector.policy",
            "data",
            "errors",
            "header",
            "health",
            "rest",
            "sink",
            "source",
            "storage",
            "transforms",
            "transforms.predicates",
            "util");

    private static final List<String> WITH_SUBPACKAGES = List.of(
            "org.apache.kafka.common.",
            "org.apache.kafka.clients.",
            "org.slf4j.",
            "jakarta.ws.rs.",
            "io.leat.connect.api.");

    private ApiPackages() {}

    static boolean contains(String className) {
        if (className.startsWith(CONNECT)) {
            var end = className.lastIndexOf('.');
            return end >= CONNECT.length() && CONNECT_API.contains(className.substring(CONNECT.length(), end));
        }
        return WITH_SUBPACKAGES.stream().anyMatch(className::startsWith);
    }
}
