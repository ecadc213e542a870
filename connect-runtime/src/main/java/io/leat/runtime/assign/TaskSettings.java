package io.leat.runtime.assign;

import java.util.Map;

/** What a task runs with: converters, transforms and error policy come from the connector's configuration. */
public record TaskSettings(Map<String, String> connector, Map<String, String> task) {}
