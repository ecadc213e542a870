package io.leat.broker.log;

import java.io.IOException;
import java.util.OptionalLong;

/** Sees to it that the next start need not look at much of a partition. */
final class PartitionCheckpoint {
    private final PartitionState state;
    private final LogEnvironment environment;
    private final Faults faults;
    /** Bytes appended since the producers' state was written down; guarded by the state's lock. */
    private long unsavedBytes;

    PartitionCheckpoint(PartitionState state, LogEnvironment environment, Faults faults) {
        this.state = state;
        this.environment = environment;
        this.faults = faults;
    }

    /** Under the state's lock. */
    void appended(long bytes) {
        unsavedBytes += bytes;
    }

    /**
     * Prepares for the next start: tells from where on it has to look at the records, and sees to it that this is not far.
     *
     * @param worthSaving bytes appended since the last time that make it worth to write down the producers' state
     * @throws IOException if that cannot be said now; what was said before still holds
     */
    OptionalLong take(long worthSaving) throws IOException {
        var opened = state.opened().filter(state::isOnline);
        if (opened.isEmpty()) {
            return OptionalLong.empty();
        }
        var worth = saveProducers(opened.get(), worthSaving);
        if (worth
                && (environment.durability() == Durability.OS
                        || environment.journal().enabled())) {
            forceForCheckpoint(opened.get());
            environment.journal().review();
        }
        return OptionalLong.of(opened.get().forcedRecoveryPoint(environment.force()));
    }

    private boolean saveProducers(OpenLog opened, long worthSaving) throws IOException {
        synchronized (state.lock()) {
            if (unsavedBytes < worthSaving || !state.isOnline(opened)) {
                return false;
            }
            opened.snapshotProducers();
            unsavedBytes = 0;
            return true;
        }
    }

    private void forceForCheckpoint(OpenLog opened) throws IOException {
        try {
            opened.segments().forceTo(opened.log().highWatermark());
        } catch (IOException e) {
            faults.fail(opened, "force it", e, false);
            throw e;
        }
    }
}
