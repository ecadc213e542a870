/**
 * A streaming equivalent of Apache Kafka's {@code org.apache.kafka.connect.json.JsonConverter}: the same settings, the
 * same bytes out, the same values in, without a tree in between.
 *
 * <p>Out: {@link io.leat.converters.FastJsonConverter} asks {@code DocumentWriter} for the plan of the record's schema.
 * A plan holds the envelope's head (the schema as JSON, encoded once) and a {@code ValueWriter} per field, whose name is
 * encoded once too; writers append to a {@code JsonOutput}, a byte buffer kept for the next record.
 *
 * <p>In: {@code DocumentReader} gives a document without schema to {@code QuickReader}, which reads plain JSON from the
 * bytes and leaves what it does not know to Jackson's parser and {@code SchemalessReader}; both read straight into maps
 * and lists. In an envelope the schema is recognised by its bytes, and the payload goes through a plan of {@code
 * ValueReader}s. Whatever is unusual (payload before schema, keys given twice, a value that does not fit) is read again
 * as a {@code JsonTree}, which decides as Kafka's converter does.
 *
 * <p>Plans are immutable and kept in caches of {@code schemas.cache.size} entries. The package sees Kafka's {@code
 * connect-api} and Jackson's streaming core, nothing else. What it must equal is pinned by tests that run Kafka's
 * converter beside it.
 */
@NullMarked
package io.leat.converters;

import org.jspecify.annotations.NullMarked;
