package io.leat.runtime.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorTaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of the status topic, in Kafka Connect 4.3's format. Keys are text, values JSON, null deletes.
 *
 * <pre>
 * status-connector-C               {"state":"RUNNING","trace":null,"worker_id":"host:port","generation":1,"version":"…"}
 * status-task-C-N                  the same
 * status-topic-T:connector-C       {"topic":{"name":T,"connector":C,"task":n,"discoverTimestamp":ms}}
 * </pre>
 */
final class StatusCodec {

    private static final String CONNECTOR = "status-connector-";
    private static final String TASK = "status-task-";
    private static final String TOPIC = "status-topic-";
    private static final String TOPIC_CONNECTOR = ":connector-";

    private StatusCodec() {}

    static StateRecord encode(StatusRecord record) {
        if (record instanceof StatusRecord.OfConnector c) {
            return StateRecord.of(CONNECTOR + c.name(), value(c.status()));
        } else if (record instanceof StatusRecord.OfTask t) {
            return StateRecord.of(TASK + t.id(), value(t.status()));
        }
        var topic = (StatusRecord.OfTopic) record;
        return StateRecord.of(
                TOPIC + topic.topic() + TOPIC_CONNECTOR + topic.connector(),
                topic.use().map(use -> use(topic, use)).orElse(null));
    }

    private static byte @Nullable [] value(Optional<StatusRecord.Status> status) {
        return status.map(StatusCodec::json).map(Json::bytes).orElse(null);
    }

    private static JsonNode json(StatusRecord.Status status) {
        return Json.object()
                .put("state", status.state().name())
                .put("trace", status.trace().orElse(null))
                .put("worker_id", status.workerId())
                .put("generation", status.generation())
                .put("version", status.version().orElse(null));
    }

    private static byte[] use(StatusRecord.OfTopic topic, StatusRecord.Use use) {
        var fields = Json.object()
                .put("name", topic.topic())
                .put("connector", topic.connector())
                .put("task", use.task())
                .put("discoverTimestamp", use.time());
        return Json.bytes(Json.object().set("topic", fields));
    }

    /**
     * @return empty for keys of no known kind
     * @throws IllegalArgumentException if the value is not in the format of its kind
     */
    static Optional<StatusRecord> decode(String key, byte @Nullable [] value) {
        if (key.startsWith(CONNECTOR)) {
            return Optional.of(new StatusRecord.OfConnector(key.substring(CONNECTOR.length()), status(value)));
        } else if (key.startsWith(TASK)) {
            var dash = key.lastIndexOf('-');
            var id = new ConnectorTaskId(key.substring(TASK.length(), dash), Integer.parseInt(key.substring(dash + 1)));
            return Optional.of(new StatusRecord.OfTask(id, status(value)));
        } else if (key.startsWith(TOPIC) && key.contains(TOPIC_CONNECTOR)) {
            return Optional.of(topic(key, value));
        }
        return Optional.empty();
    }

    private static Optional<StatusRecord.Status> status(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        var json = Json.parse(value);
        return Optional.of(new StatusRecord.Status(
                ConnectorState.valueOf(Json.required(json, "state").asText()),
                Optional.ofNullable(json.path("trace").textValue()),
                Json.required(json, "worker_id").asText(),
                Json.required(json, "generation").asInt(),
                Optional.ofNullable(json.path("version").textValue())));
    }

    /** A topic's name holds no colon, so the first ends it. */
    private static StatusRecord topic(String key, byte @Nullable [] value) {
        var colon = key.indexOf(TOPIC_CONNECTOR);
        var topic = key.substring(TOPIC.length(), colon);
        var connector = key.substring(colon + TOPIC_CONNECTOR.length());
        if (value == null) {
            return new StatusRecord.OfTopic(connector, topic, Optional.empty());
        }
        var json = Json.required(Json.parse(value), "topic");
        var use = new StatusRecord.Use(
                Json.required(json, "task").asInt(),
                Json.required(json, "discoverTimestamp").asLong());
        return new StatusRecord.OfTopic(connector, topic, Optional.of(use));
    }
}
