package io.leat.broker.log;

/** @param timestamp milliseconds since the epoch */
public record TimestampedOffset(long timestamp, long offset) {}
