package io.leat.connect.api;

import io.leat.connect.api.settings.Problems;

/**
 * Implemented by a connector that can try its settings against the real system when it is registered: connect, log in,
 * look whether the index exists. The connector then also has the settings {@code validation.online.enabled} and {@code
 * connection.validation.timeout.ms}.
 *
 * @param <S> the settings record
 */
public interface OnlineCheck<S extends Record> {

    /**
     * Tries the settings, which have passed every offline rule. Must have no side effect on the other system. Runs on a
     * thread of its own, which is interrupted when the time is over; may be called on an instance that was never started.
     *
     * @param problems takes what is wrong, by the key that the user should look at
     * @throws Exception anything: told to the user as a problem of the connection
     */
    void check(S settings, Problems problems) throws Exception;
}
