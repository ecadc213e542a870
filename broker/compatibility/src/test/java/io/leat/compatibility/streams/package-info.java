/** Kafka Streams with exactly-once processing, killed and started again midway. */
@NullMarked
package io.leat.compatibility.streams;

import org.jspecify.annotations.NullMarked;
