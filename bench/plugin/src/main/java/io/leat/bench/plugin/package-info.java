/**
 * A source and a sink that measure what lies between them: each record carries its number and the time it was made; the
 * sink counts, checks the order and writes one line of JSON when the last record has come.
 */
@NullMarked
package io.leat.bench.plugin;

import org.jspecify.annotations.NullMarked;
