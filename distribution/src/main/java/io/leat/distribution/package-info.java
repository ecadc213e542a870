/**
 * The {@code leat} command: reads the configuration, joins the embedded log, the worker and the REST API, and stops on a
 * signal. The only place that sees all modules; {@code distribution.log} puts the embedded log behind the worker's port.
 */
@NullMarked
package io.leat.distribution;

import org.jspecify.annotations.NullMarked;
