package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import io.leat.connectors.delivery.JsonFormat;
import io.leat.connectors.delivery.NameTemplate;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Which document a record becomes. */
record DocumentSettings(
        @Setting(
                doc = "Name of the index or alias, a template: ${topic}, ${timestamp:yyyy.MM.dd}, ${field:a.b},"
                        + " ${header:x}. Capitals become small letters, as Elasticsearch demands.",
                defaultValue = "${topic}",
                importance = Importance.HIGH,
                group = "Documents")
        NameTemplate indexNameFormat,

        @Setting(
                doc =
                        "Make the document's id of the record's time, topic, partition and offset even where it has a key."
                                + " Records without a key always get such an id.",
                defaultValue = "false",
                importance = Importance.HIGH,
                group = "Documents")
        boolean keyIgnore,

        @Setting(
                doc = "insert writes the whole document, upsert merges its fields into the one that is there, create"
                        + " leaves one that is there alone.",
                defaultValue = "insert",
                group = "Documents")
        WriteMethod writeMethod,

        @Setting(
                doc = "Records without a value: ignore them, delete the document of their key, or fail (as"
                        + " behavior.on.malformed.documents says).",
                defaultValue = "fail",
                group = "Documents")
        OnNull behaviorOnNullValues,

        @Setting(
                doc = "Records that cannot be a document or that Elasticsearch rejects: report them to the dead-letter"
                        + " topic (and fail where there is none), fail, drop them with a warning, or ignore them.",
                defaultValue = "report",
                importance = Importance.HIGH,
                group = "Documents")
        OnMalformed behaviorOnMalformedDocuments,

        @Setting(
                doc = "Mappings are left to Elasticsearch and its index templates; only true is supported.",
                defaultValue = "true",
                importance = Importance.LOW,
                group = "Documents")
        boolean schemaIgnore,

        @Setting(
                doc = "Field for values that are plain text, such as log lines: the document is made of it alone. Empty"
                        + " treats such values as malformed.",
                defaultValue = "message",
                group = "Documents")
        String textField,

        @Setting(
                doc =
                        "Field that gets the record's time (ISO 8601) where the document lacks it. Data streams always have"
                                + " @timestamp.",
                defaultValue = "",
                group = "Documents")
        String timestampField,

        @Setting(doc = "Field whose value decides on the shard.", group = "Documents")
        Optional<String> routingField,

        @Setting(doc = "Ingest pipeline that the documents go through.", group = "Documents")
        Optional<String> pipeline,

        @Setting(doc = "Write through aliases only.", defaultValue = "false", group = "Documents")
        boolean requireAlias,

        @Nested(prefix = "") VersionSettings versions,

        @Nested(prefix = "") JsonFormat json) {

    /** What becomes of a document that is there. */
    enum WriteMethod {
        INSERT,
        UPSERT,
        CREATE
    }

    /** What a tombstone means. */
    enum OnNull {
        IGNORE,
        DELETE,
        FAIL
    }

    /** What happens to records that cannot be delivered. */
    enum OnMalformed {
        REPORT,
        FAIL,
        WARN,
        IGNORE
    }

    DocumentSettings {
        new Problems()
                .check(
                        schemaIgnore,
                        "schema.ignore",
                        "must be true: describe the mapping in an index template of Elasticsearch")
                .throwIfAny();
    }
}
