/**
 * The embedded log behind the worker's port, by method calls: writers build batches and hand them to the broker, readers
 * decode the batches they read, groups share partitions among the readers of this process. No socket, no second copy.
 */
@NullMarked
package io.leat.distribution.log;

import org.jspecify.annotations.NullMarked;
