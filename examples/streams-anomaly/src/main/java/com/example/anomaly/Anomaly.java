package com.example.anomaly;

import java.time.Instant;

/**
 * More suspicious events of an actor in one window than its past lets expect.
 *
 * @param count events in the window
 * @param usual events in a window of this actor so far, on average
 */
public record Anomaly(String actor, Instant windowStart, Instant windowEnd, long count, double usual) {}
