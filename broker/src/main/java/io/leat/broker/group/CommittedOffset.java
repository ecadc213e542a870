package io.leat.broker.group;

/**
 * A group's position in a partition.
 *
 * @param offset the next offset to read
 * @param metadata free text of the committer, often empty
 * @param commitTimestamp milliseconds since the epoch
 */
public record CommittedOffset(long offset, String metadata, long commitTimestamp) {}
