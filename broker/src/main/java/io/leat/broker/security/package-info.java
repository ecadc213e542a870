/**
 * Who clients are and what they may do.
 *
 * <p>{@link io.leat.broker.security.Security} is the entry: it makes the channels of listeners (TLS and SASL by Kafka's own
 * server side) and holds {@link io.leat.broker.security.Access}, which every handler asks. Access is a switch: as long as
 * there is no ACL and nobody authenticates, everything but the reserved topics is open and Kafka's authorizer is not even
 * loaded; after that, Kafka's {@code StandardAuthorizer} decides over the entries of {@link io.leat.broker.security.Acls}.
 * ACLs and SCRAM credentials are entries of the metadata log, durable before a change is answered.
 *
 * <p>Sees {@code topic} (the metadata log) only; the only package beside {@code group} that touches kafka-metadata.
 */
@NullMarked
package io.leat.broker.security;

import org.jspecify.annotations.NullMarked;
