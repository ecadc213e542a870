package io.leat.connect.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of a connector's work a task has.
 *
 * @param index of the task, from 0
 * @param count of the tasks
 * @param assigned what the connector assigned to this task beyond its number, by names the connector chose
 */
public record Share(int index, int count, Map<String, String> assigned) {

    private static final String INDEX = "task.share.index";
    private static final String COUNT = "task.share.count";
    private static final String ASSIGNED = "task.share.assigned.";

    public Share {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("task " + index + " of " + count);
        }
        assigned = Map.copyOf(assigned);
    }

    /** Equal shares that differ by their number only. */
    public static List<Share> equal(int count) {
        return of(Collections.nCopies(count, Map.of()));
    }

    /** One share per element. */
    public static List<Share> of(List<Map<String, String>> assignments) {
        var shares = new ArrayList<Share>();
        for (var assigned : assignments) {
            shares.add(new Share(shares.size(), assignments.size(), assigned));
        }
        return shares;
    }

    Map<String, String> putInto(Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put(INDEX, Integer.toString(index));
        all.put(COUNT, Integer.toString(count));
        assigned.forEach((name, value) -> all.put(ASSIGNED + name, value));
        return all;
    }

    static Share from(Map<String, String> config) {
        var assigned = new HashMap<String, String>();
        config.forEach((key, value) -> {
            if (key.startsWith(ASSIGNED)) {
                assigned.put(key.substring(ASSIGNED.length()), value);
            }
        });
        return new Share(
                Integer.parseInt(config.getOrDefault(INDEX, "0")),
                Integer.parseInt(config.getOrDefault(COUNT, "1")),
                assigned);
    }
}
