/**
 * Knows what a task is doing without asking it.
 *
 * <p>The threads of a task leave a mark in {@link io.leat.runtime.watch.TaskWatch} whenever they enter a call of the
 * plugin's or begin to wait, once per batch and never per record: a {@link io.leat.runtime.watch.Visit} to a {@link
 * io.leat.runtime.watch.Place}. Whoever wants to know takes {@link io.leat.runtime.watch.Observations} of these marks, and
 * {@link io.leat.runtime.watch.ActivityRule} decides what they amount to. Pure but for the marks; touches neither plugins
 * nor the log.
 */
@NullMarked
package io.leat.runtime.watch;

import org.jspecify.annotations.NullMarked;
