package io.leat.runtime.ledger;

/**
 * A source position, as evidence.
 *
 * @param partition the source partition, as JSON
 * @param offset the position reached in it, as JSON; {@code null} as text where it was forgotten
 */
public record Position(String partition, String offset) {}
