package io.leat.connect.api.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects problems, so that a user sees all of them at once. A settings record uses it in its compact constructor:
 *
 * <pre>{@code
 * public SinkSettings {
 *     new Problems()
 *             .check(user.isPresent() == password.isPresent(), "connection.password", "goes with connection.username")
 *             .check(batchSize <= maxBufferedRecords, "batch.size", "must not exceed max.buffered.records")
 *             .throwIfAny();
 * }
 * }</pre>
 *
 * In a nested record the keys are those of the nested record; its prefix is added by the reader. Not for several threads.
 */
public final class Problems {

    private final List<SettingProblem> found = new ArrayList<>();

    /** Adds a problem. */
    public Problems add(String key, String message) {
        found.add(new SettingProblem(key, message));
        return this;
    }

    /** Adds a problem unless the condition holds. */
    public Problems check(boolean holds, String key, String message) {
        return holds ? this : add(key, message);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The problems found so far, in the order they were added. */
    public List<SettingProblem> list() {
        return List.copyOf(found);
    }

    /** @throws SettingsException with every problem, if there is one */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SettingsException(found);
        }
    }
}
