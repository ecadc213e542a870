/**
 * What should run, decided without doing anything: {@link io.leat.runtime.assign.NextStep} compares what is wanted of a
 * connector with what there is and names the next step, {@link io.leat.runtime.assign.RestartPlan} says what a restart
 * concerns. Pure functions over values; touches neither plugins nor the log.
 */
@NullMarked
package io.leat.runtime.assign;

import org.jspecify.annotations.NullMarked;
