/** A stock Kafka Connect worker that has the broker as its cluster. */
@NullMarked
package io.leat.compatibility.connect;

import org.jspecify.annotations.NullMarked;
