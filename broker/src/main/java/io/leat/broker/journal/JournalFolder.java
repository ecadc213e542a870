package io.leat.broker.journal;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Where the journal lies, and how it gets files there.
 *
 * @param threads make files in the background
 * @param nanoClock as {@link System#nanoTime()}
 */
public record JournalFolder(
        Path path, Force force, ForceThreads threads, FreeSpace freeSpace, LongSupplier nanoClock) {}
