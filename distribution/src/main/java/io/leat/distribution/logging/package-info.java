/** The process's log on the console, and its levels as REST changes them; the only package that knows Logback. */
@NullMarked
package io.leat.distribution.logging;

import org.jspecify.annotations.NullMarked;
