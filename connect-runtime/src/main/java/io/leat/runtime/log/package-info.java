/**
 * The port to the partitioned log: all that the worker knows of it. One implementation calls the embedded log in
 * process, another will speak to Apache Kafka; one contract suite runs against each.
 */
@NullMarked
package io.leat.runtime.log;

import org.jspecify.annotations.NullMarked;
