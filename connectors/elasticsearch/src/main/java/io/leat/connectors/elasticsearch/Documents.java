package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.FieldPath;
import io.leat.connectors.delivery.JsonWriter;
import io.leat.connectors.delivery.Ticket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Decides which document a record becomes and writes its lines. For the task's thread. */
final class Documents {

    private static final byte[] DOC = "{\"doc\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AS_UPSERT = ",\"doc_as_upsert\":true}".getBytes(StandardCharsets.US_ASCII);

    private final DocumentSettings settings;
    private final boolean appendOnly;
    private final Versions versions;
    private final IndexNames indices;
    private final DocumentSource source;

    Documents(DocumentSettings settings, DataStreamSettings stream) {
        this.settings = settings;
        this.appendOnly = stream.used();
        this.versions = new Versions(settings.versions());
        this.indices = new IndexNames(appendOnly ? stream.name() : settings.indexNameFormat());
        this.source = new DocumentSource(
                new JsonWriter(settings.json()),
                settings.textField(),
                appendOnly ? "@timestamp" : settings.timestampField(),
                stream.timestampFields());
    }

    /** Whether other records may be about the same document, so that their order matters. */
    boolean ordered(SinkRecord record) {
        return byKey(record);
    }

    /** Whether the record says nothing about any document. */
    boolean ignores(SinkRecord record) {
        return record.value() == null && settings.behaviorOnNullValues() == DocumentSettings.OnNull.IGNORE;
    }

    /**
     * Writes the lines of the session's current record.
     *
     * @throws RecordFault if the record cannot be a document
     */
    Item write(SinkRecord record, Ticket ticket, PartitionSession session, LineBuffer lines) {
        var action = actionFor(record);
        var index = indices.of(record);
        var id = byKey(record) ? DocumentIds.ofKey(record) : DocumentIds.ofCoordinates(record, session.piece());
        var start = lines.size();
        writeAction(record, session, action, index, id, lines);
        if (action.hasSource()) {
            writeSource(record, action, lines);
        }
        return new Item(record, ticket, session, action, index, id, start, lines.size());
    }

    private void writeAction(
            SinkRecord record, PartitionSession session, Action action, String index, String id, LineBuffer lines) {
        var line = new ActionLine(lines).begin(action, index, id);
        if (action.versioned()) {
            line.version(versions.of(record, session), versions.type());
        }
        routing(record).ifPresent(line::routing);
        line.end(action);
    }

    private void writeSource(SinkRecord record, Action action, LineBuffer lines) {
        if (action == Action.UPDATE) {
            lines.write(DOC);
            source.write(record, lines);
            lines.write(AS_UPSERT);
        } else {
            source.write(record, lines);
        }
        lines.write('\n');
    }

    private Action actionFor(SinkRecord record) {
        if (record.value() == null) {
            return deletion(record);
        }
        if (!byKey(record) || settings.writeMethod() == DocumentSettings.WriteMethod.CREATE) {
            return Action.CREATE;
        }
        if (settings.writeMethod() == DocumentSettings.WriteMethod.UPSERT) {
            return Action.UPDATE;
        }
        return versions.used() ? Action.INDEX_VERSIONED : Action.INDEX;
    }

    private Action deletion(SinkRecord record) {
        if (settings.behaviorOnNullValues() == DocumentSettings.OnNull.FAIL) {
            throw new RecordFault(
                    ErrantRecords.name(record) + " has no value; behavior.on.null.values could be ignore or delete");
        }
        if (!byKey(record)) {
            throw new RecordFault(
                    ErrantRecords.name(record) + " has neither a value nor a key that says which document to delete");
        }
        // A document made by an update has no version of ours: what deletes it must not have one either.
        var versioned = versions.used() && settings.writeMethod() == DocumentSettings.WriteMethod.INSERT;
        return versioned ? Action.DELETE_VERSIONED : Action.DELETE;
    }

    private boolean byKey(SinkRecord record) {
        return !appendOnly && !settings.keyIgnore() && record.key() != null;
    }

    private Optional<String> routing(SinkRecord record) {
        return settings.routingField()
                .flatMap(field -> FieldPath.find(record.value(), field))
                .flatMap(FieldPath::text);
    }
}
