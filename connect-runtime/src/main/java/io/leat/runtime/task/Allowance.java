package io.leat.runtime.task;

import java.util.function.LongSupplier;

/**
 * What a task may take of what it shares with others.
 *
 * @param limit how fast it may go, with the other tasks of its connector
 * @param share bytes that it may hold at present, of records on their way
 */
record Allowance(RateLimit limit, LongSupplier share) {}
