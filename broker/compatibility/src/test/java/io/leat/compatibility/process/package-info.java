/**
 * Programs of others as child processes: {@link io.leat.compatibility.process.Program} says what to run, {@link
 * io.leat.compatibility.process.Finished} is one that has ended, {@link io.leat.compatibility.process.RunningProgram} one
 * that goes on until it is stopped or killed. All output goes to files, so that no pipe fills up. {@link
 * io.leat.compatibility.process.StockKafka} has Apache Kafka's own programs.
 */
@NullMarked
package io.leat.compatibility.process;

import org.jspecify.annotations.NullMarked;
