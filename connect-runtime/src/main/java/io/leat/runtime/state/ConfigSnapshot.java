package io.leat.runtime.state;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.TargetState;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All connectors at one moment. {@link #with} is the whole state machine of the config topic: a task's configuration
 * waits until a commit record says how many tasks there are, and then takes effect with all others; where compaction or a
 * crash left holes, the connector is inconsistent and its tasks must be made anew.
 *
 * <p>Compaction reorders: the records of a connector's tasks may come before its own, so tasks are kept whether or not
 * their connector is known yet, and shown once it is.
 */
public record ConfigSnapshot(
        SortedMap<String, Map<String, String>> configs,
        Map<String, TargetState> targets,
        Map<String, TaskSet> taskSets,
        Map<String, Integer> fencings,
        Optional<ConfigRecord.SessionKey> sessionKey) {

    static final ConfigSnapshot EMPTY =
            new ConfigSnapshot(Collections.emptySortedMap(), Map.of(), Map.of(), Map.of(), Optional.empty());

    /** @param waiting configurations that no commit has followed yet */
    record TaskSet(
            SortedMap<Integer, Map<String, String>> waiting, List<Map<String, String>> tasks, boolean consistent) {

        static final TaskSet NONE = new TaskSet(Collections.emptySortedMap(), List.of(), true);

        TaskSet with(int task, Map<String, String> config) {
            var more = new TreeMap<>(waiting);
            more.put(task, config);
            return new TaskSet(more, tasks, consistent);
        }

        TaskSet commit(int count) {
            var complete = IntStream.range(0, count).allMatch(waiting::containsKey);
            return complete
                    ? new TaskSet(
                            Collections.emptySortedMap(),
                            IntStream.range(0, count).mapToObj(waiting::get).toList(),
                            true)
                    : new TaskSet(Collections.emptySortedMap(), List.of(), false);
        }
    }

    public Optional<Map<String, String>> config(String connector) {
        return Optional.ofNullable(configs.get(connector));
    }

    /** STARTED unless something else was asked for. */
    public TargetState target(String connector) {
        return targets.getOrDefault(connector, TargetState.STARTED);
    }

    /** The tasks' configurations by number; none for an unknown or inconsistent connector. */
    public List<Map<String, String>> tasks(String connector) {
        return configs.containsKey(connector) ? taskSet(connector).tasks() : List.of();
    }

    public List<ConnectorTaskId> taskIds(String connector) {
        return IntStream.range(0, tasks(connector).size())
                .mapToObj(task -> new ConnectorTaskId(connector, task))
                .toList();
    }

    /** Whether the last commit found all configurations it spoke of. */
    public boolean isConsistent(String connector) {
        return taskSet(connector).consistent();
    }

    private TaskSet taskSet(String connector) {
        return taskSets.getOrDefault(connector, TaskSet.NONE);
    }

    /** The state after one more record. */
    ConfigSnapshot with(ConfigRecord record) {
        if (record instanceof ConfigRecord.Connector c) {
            return c.config().map(config -> withConfig(c.name(), config)).orElseGet(() -> without(c.name()));
        } else if (record instanceof ConfigRecord.Task t) {
            var tasks = taskSet(t.id().connector()).with(t.id().task(), t.config());
            return withTasks(t.id().connector(), tasks);
        } else if (record instanceof ConfigRecord.Commit c) {
            return withTasks(c.connector(), taskSet(c.connector()).commit(c.tasks()));
        } else if (record instanceof ConfigRecord.Target t) {
            return withTarget(t);
        } else if (record instanceof ConfigRecord.Fencing f) {
            return new ConfigSnapshot(configs, targets, taskSets, put(fencings, f.connector(), f.tasks()), sessionKey);
        } else if (record instanceof ConfigRecord.SessionKey key) {
            return new ConfigSnapshot(configs, targets, taskSets, fencings, Optional.of(key));
        }
        return this; // restarts and logger levels are wishes of the moment
    }

    private ConfigSnapshot withConfig(String name, Map<String, String> config) {
        var more = new TreeMap<>(configs);
        more.put(name, Map.copyOf(config));
        return new ConfigSnapshot(more, targets, taskSets, fencings, sessionKey);
    }

    private ConfigSnapshot without(String name) {
        var fewer = new TreeMap<>(configs);
        fewer.remove(name);
        return new ConfigSnapshot(fewer, targets, remove(taskSets, name), remove(fencings, name), sessionKey);
    }

    private ConfigSnapshot withTasks(String connector, TaskSet tasks) {
        return new ConfigSnapshot(configs, targets, put(taskSets, connector, tasks), fencings, sessionKey);
    }

    private ConfigSnapshot withTarget(ConfigRecord.Target target) {
        var changed = target.state()
                .map(state -> put(targets, target.connector(), state))
                .orElseGet(() -> remove(targets, target.connector()));
        return new ConfigSnapshot(configs, changed, taskSets, fencings, sessionKey);
    }

    private static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        var changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static <V> Map<String, V> remove(Map<String, V> map, String key) {
        var changed = new HashMap<>(map);
        changed.remove(key);
        return changed;
    }
}
