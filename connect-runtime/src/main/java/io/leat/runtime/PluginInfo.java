package io.leat.runtime;

import java.util.Optional;

/**
 * An installed plugin.
 *
 * @param type {@code source}, {@code sink}, {@code converter}, {@code header_converter}, {@code transformation} or
 *     {@code predicate}
 */
public record PluginInfo(String className, String type, Optional<String> version) {}
