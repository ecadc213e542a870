/** The only loops: one for source tasks, one for sink tasks. */
@NullMarked
package io.leat.runtime.task;

import org.jspecify.annotations.NullMarked;
