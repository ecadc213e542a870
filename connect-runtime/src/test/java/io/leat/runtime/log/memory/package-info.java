/**
 * The log's port in memory, for tests: {@link io.leat.runtime.log.memory.MemoryLog} is the log, {@link
 * io.leat.runtime.log.memory.Faults} makes it fail or stall on demand. One lock guards all state; one thread applies the
 * appends in the order they were handed over, so that several can be under way and complete elsewhere than on the
 * caller's thread, as with a real log.
 */
@NullMarked
package io.leat.runtime.log.memory;

import org.jspecify.annotations.NullMarked;
