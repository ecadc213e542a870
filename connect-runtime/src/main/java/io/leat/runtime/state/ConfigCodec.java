package io.leat.runtime.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.TargetState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of the config topic, in Kafka Connect 4.3's format. Keys are text, values JSON, null deletes.
 *
 * <pre>
 * session-key            {"key":"…","algorithm":"HmacSHA256","creation-timestamp":ms}
 * connector-C            {"properties":{…}}
 * task-C-N               {"properties":{…,"task.class":"…"}}
 * commit-C               {"tasks":n}
 * target-state-C         {"state":"STARTED|PAUSED","state.v2":"STARTED|PAUSED|STOPPED"}
 * tasks-fencing-C        {"task-count":n}
 * restart-connector-C    {"include-tasks":bool,"only-failed":bool}
 * logger-cluster-L       {"level":"INFO"}
 * </pre>
 */
final class ConfigCodec {

    private static final String SESSION_KEY = "session-key";
    private static final String CONNECTOR = "connector-";
    private static final String TASK = "task-";
    private static final String COMMIT = "commit-";
    private static final String TARGET = "target-state-";
    private static final String FENCING = "tasks-fencing-";
    private static final String RESTART = "restart-connector-";
    private static final String LOGGER = "logger-cluster-";

    private ConfigCodec() {}

    static StateRecord encode(ConfigRecord record) {
        if (record instanceof ConfigRecord.Connector c) {
            return new KeyValue(
                            CONNECTOR + c.name(),
                            c.config().map(ConfigCodec::properties).orElse(null))
                    .toRecord();
        } else if (record instanceof ConfigRecord.Task t) {
            return new KeyValue(TASK + t.id(), properties(t.config())).toRecord();
        } else if (record instanceof ConfigRecord.Commit c) {
            return new KeyValue(COMMIT + c.connector(), Json.object().put("tasks", c.tasks())).toRecord();
        } else if (record instanceof ConfigRecord.Target t) {
            return new KeyValue(
                            TARGET + t.connector(),
                            t.state().map(ConfigCodec::target).orElse(null))
                    .toRecord();
        } else if (record instanceof ConfigRecord.Fencing f) {
            return new KeyValue(FENCING + f.connector(), Json.object().put("task-count", f.tasks())).toRecord();
        } else if (record instanceof ConfigRecord.Restart r) {
            var value = Json.object().put("include-tasks", r.includeTasks()).put("only-failed", r.onlyFailed());
            return new KeyValue(RESTART + r.connector(), value).toRecord();
        } else if (record instanceof ConfigRecord.LoggerLevel l) {
            return new KeyValue(LOGGER + l.logger(), Json.object().put("level", l.level())).toRecord();
        }
        return StateRecord.of(SESSION_KEY, ((ConfigRecord.SessionKey) record).json());
    }

    private record KeyValue(String key, @Nullable JsonNode value) {
        StateRecord toRecord() {
            return StateRecord.of(key, value == null ? null : Json.bytes(value));
        }
    }

    private static JsonNode properties(Map<String, String> config) {
        return Json.object().set("properties", Json.of(config));
    }

    /** Workers before 3.5 know no STOPPED and read "state", where PAUSED comes closest. */
    private static JsonNode target(TargetState state) {
        var old = state == TargetState.STOPPED ? TargetState.PAUSED : state;
        return Json.object().put("state", old.name()).put("state.v2", state.name());
    }

    /**
     * @return empty for keys of no known kind and for deletions that mean nothing
     * @throws IllegalArgumentException if the value is not in the format of its kind
     */
    static Optional<ConfigRecord> decode(String key, byte @Nullable [] value) {
        if (key.startsWith(TARGET)) {
            return Optional.of(new ConfigRecord.Target(
                    key.substring(TARGET.length()), Optional.ofNullable(value).map(ConfigCodec::targetState)));
        }
        if (key.startsWith(CONNECTOR)) {
            return Optional.of(new ConfigRecord.Connector(
                    key.substring(CONNECTOR.length()),
                    Optional.ofNullable(value).map(ConfigCodec::config)));
        }
        return value == null ? Optional.empty() : decodeValue(key, value);
    }

    private static Optional<ConfigRecord> decodeValue(String key, byte[] value) {
        if (key.equals(SESSION_KEY)) {
            return Optional.of(new ConfigRecord.SessionKey(value));
        } else if (key.startsWith(TASK)) {
            return Optional.of(new ConfigRecord.Task(taskId(key), config(value)));
        } else if (key.startsWith(COMMIT)) {
            return Optional.of(new ConfigRecord.Commit(key.substring(COMMIT.length()), number(value, "tasks")));
        } else if (key.startsWith(FENCING)) {
            return Optional.of(new ConfigRecord.Fencing(key.substring(FENCING.length()), number(value, "task-count")));
        } else if (key.startsWith(RESTART)) {
            var json = Json.parse(value);
            return Optional.of(new ConfigRecord.Restart(
                    key.substring(RESTART.length()),
                    json.path("include-tasks").asBoolean(),
                    json.path("only-failed").asBoolean()));
        } else if (key.startsWith(LOGGER)) {
            var level = Json.required(Json.parse(value), "level").asText();
            return Optional.of(new ConfigRecord.LoggerLevel(key.substring(LOGGER.length()), level));
        }
        return Optional.empty();
    }

    /** The connector's name may hold dashes, so the number is what follows the last. */
    private static ConnectorTaskId taskId(String key) {
        var dash = key.lastIndexOf('-');
        if (dash <= TASK.length()) {
            throw new IllegalArgumentException("no task number in key " + key);
        }
        return new ConnectorTaskId(key.substring(TASK.length(), dash), Integer.parseInt(key.substring(dash + 1)));
    }

    private static Map<String, String> config(byte[] value) {
        return Json.strings(Json.required(Json.parse(value), "properties"));
    }

    private static int number(byte[] value, String field) {
        return Json.required(Json.parse(value), field).asInt();
    }

    private static TargetState targetState(byte[] value) {
        var json = Json.parse(value);
        var state = json.hasNonNull("state.v2") ? json.get("state.v2") : Json.required(json, "state");
        return TargetState.valueOf(state.asText());
    }
}
