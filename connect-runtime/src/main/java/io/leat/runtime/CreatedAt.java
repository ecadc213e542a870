package io.leat.runtime;

/**
 * A connector that was created with offsets.
 *
 * @param offsetsStatus what became of the offsets, in a sentence
 */
public record CreatedAt(ConnectorInfo info, String offsetsStatus) {}
