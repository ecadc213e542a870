package io.leat.rest.view;

import org.jspecify.annotations.Nullable;

/** @param lastModified when the level was set over REST, in ms since the epoch; null if it never was */
public record LoggerView(String level, @Nullable Long lastModified) {}
