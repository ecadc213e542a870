/** Kafka's command-line tools, each run as its script runs it. */
@NullMarked
package io.leat.compatibility.tool;

import org.jspecify.annotations.NullMarked;
