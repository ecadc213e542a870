package io.leat.rest.view;

/** The outcome of changing offsets: {@code {"message":"…"}}. */
public record MessageView(String message) {}
