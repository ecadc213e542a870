package io.leat.broker.log;

import java.time.Duration;

/**
 * How compaction runs; under Kafka's keys {@code log.cleaner.*}.
 *
 * @param threads cleaner threads, started with the first compacted topic
 * @param dedupeBufferBytes memory of all threads together for the keys of one pass, 24 bytes a key
 * @param ioBufferBytes memory of all threads together for reading and writing
 * @param backoff how long a thread rests when there is nothing to clean
 */
public record CleanerSettings(int threads, long dedupeBufferBytes, int ioBufferBytes, Duration backoff) {}
