/** Finds plugins and loads each in a class loader of its own. */
@NullMarked
package io.leat.runtime.plugin;

import org.jspecify.annotations.NullMarked;
