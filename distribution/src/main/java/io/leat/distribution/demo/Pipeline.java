package io.leat.distribution.demo;

import java.util.Map;

/** A source and the sink that delivers what it reads; {@code topic} lies between them. */
record Pipeline(String topic, Connector source, Connector sink) {

    /** A connector as it is registered. */
    record Connector(String name, Map<String, String> config) {}
}
