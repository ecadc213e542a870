/** What the worker remembers: configs, offsets and statuses, in compacted topics and in Kafka Connect's formats. */
@NullMarked
package io.leat.runtime.state;

import org.jspecify.annotations.NullMarked;
