/**
 * Failures by who is to blame: configuration, external system, record, connector. Throw the one that fits; the message
 * says what was being done and what to do. Kafka Connect's exceptions are their base classes, so that stock workers treat
 * them as intended.
 */
@NullMarked
package io.leat.connect.api.fault;

import org.jspecify.annotations.NullMarked;
