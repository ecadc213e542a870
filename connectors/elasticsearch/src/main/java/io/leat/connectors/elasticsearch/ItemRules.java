package io.leat.connectors.elasticsearch;

import java.util.Set;
import java.util.regex.Pattern;

/** Decides what becomes of an item, by its answer alone. */
final class ItemRules {

    private static final Set<String> OVERLOADED = Set.of(
            "es_rejected_execution_exception",
            "rejected_execution_exception",
            "circuit_breaking_exception",
            "cluster_block_exception",
            "unavailable_shards_exception",
            "process_cluster_event_timeout_exception",
            "no_shard_available_action_exception",
            "node_closed_exception");

    private static final Set<String> HOPELESS =
            Set.of("security_exception", "index_closed_exception", "validation_exception");

    private static final Pattern CONFLICT = Pattern.compile("current version \\[(\\d+)]");

    private ItemRules() {}

    /**
     * @param latestOwn the highest version that this task has given to a record of the partition; a document of a higher
     *     version was written by somebody else. {@code Long.MAX_VALUE} where such a document wins
     */
    static Verdict decide(Action action, ItemAnswer answer, long latestOwn) {
        if (answer.successful()) {
            return new Verdict.Written();
        }
        if (answer.status() == 409) {
            return conflict(action, answer, latestOwn);
        }
        if (answer.status() == 404) {
            return missing(action, answer);
        }
        if (transientFault(answer)) {
            return new Verdict.SendAgain(answer.toString());
        }
        return everyRecordWouldFail(answer) ? new Verdict.Hopeless(answer.toString()) : new Verdict.Rejected(answer);
    }

    private static Verdict conflict(Action action, ItemAnswer answer, long latestOwn) {
        if (action == Action.CREATE) {
            return new Verdict.AlreadyThere();
        }
        if (!action.versioned()) {
            return new Verdict.SendAgain(answer.toString());
        }
        return latestOwn == Long.MAX_VALUE || currentVersion(answer) <= latestOwn
                ? new Verdict.AlreadyThere()
                : new Verdict.Hopeless(overtaken(answer));
    }

    private static Verdict missing(Action action, ItemAnswer answer) {
        if (!action.hasSource()) {
            return new Verdict.AlreadyThere();
        }
        return new Verdict.Hopeless(answer + " (create the index, or allow action.auto_create_index)");
    }

    private static boolean transientFault(ItemAnswer answer) {
        return answer.status() == 429 || answer.status() >= 500 || OVERLOADED.contains(answer.type());
    }

    private static boolean everyRecordWouldFail(ItemAnswer answer) {
        return answer.status() == 401
                || answer.status() == 403
                || HOPELESS.contains(answer.type())
                || answer.reason().contains("op_type of create are allowed in data streams");
    }

    private static long currentVersion(ItemAnswer answer) {
        var current = CONFLICT.matcher(answer.reason());
        return current.find() ? Long.parseLong(current.group(1)) : Long.MAX_VALUE;
    }

    private static String overtaken(ItemAnswer answer) {
        return answer
                + " — the document was written by a task that started later, by one on a machine whose clock is ahead,"
                + " or from another partition that has the same key. Nothing was lost: restart the task, or, where one"
                + " id may come from several partitions, choose version.type=none or external.version.header";
    }
}
