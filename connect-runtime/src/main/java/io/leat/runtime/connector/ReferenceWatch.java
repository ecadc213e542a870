package io.leat.runtime.connector;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ResolvedConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when what references in configurations stand for has changed, such as a password that was rotated. It looks when
 * the time to live of the values is over. Used by the host's thread alone.
 */
final class ReferenceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceWatch.class);

    private final String connector;
    private final ConfigProviders providers;
    private final HostThread thread;
    private final Runnable look;
    private boolean scheduled;

    /** @param look called when it is time; asks {@link #hasChanged} about what runs */
    ReferenceWatch(String connector, ConfigProviders providers, HostThread thread, Runnable look) {
        this.connector = connector;
        this.providers = providers;
        this.thread = thread;
        this.look = look;
    }

    /** Sees to it that somebody looks when this time is over. */
    void lookAfter(Optional<Duration> timeToLive) {
        if (timeToLive.isPresent() && !scheduled) {
            scheduled = true;
            thread.schedule(
                    "looking at the values that the configuration of connector " + connector + " refers to",
                    this::lookNow,
                    timeToLive.get());
        }
    }

    private void lookNow() {
        scheduled = false;
        look.run();
    }

    /**
     * Whether a configuration comes to something else than when it was put to use. One that cannot be read now has not
     * changed: what runs goes on with what it has.
     */
    boolean hasChanged(Map<String, String> configured, ResolvedConfig inUse) {
        if (inUse.timeToLive().isEmpty()) {
            return false;
        }
        try {
            return !providers.resolve(configured).references().equals(inUse.references());
        } catch (RuntimeException e) {
            LOG.warn("Values of a configuration could not be read again; the old ones stay in use: {}", e.getMessage());
            return false;
        }
    }
}
