/**
 * Other people's plugins and REST clients, unmodified, against the packaged {@code leat} command. {@code ThirdParty}
 * knows the folders that the modules beneath {@code plugins} have filled from Maven Central; {@code TopicReader} reads
 * what arrives with Kafka's own client; {@code Database} is a real PostgreSQL.
 */
@NullMarked
package io.leat.compatibility;

import org.jspecify.annotations.NullMarked;
