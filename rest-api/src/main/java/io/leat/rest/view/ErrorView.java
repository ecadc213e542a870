package io.leat.rest.view;

import org.jspecify.annotations.Nullable;

/** The body of every error: {@code {"error_code":404,"message":"…"}}; the code repeats the HTTP status. */
public record ErrorView(int errorCode, @Nullable String message) {}
