package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How Elasticsearch tells an older change of a document from a newer one. */
record VersionSettings(
        @Setting(
                doc =
                        "external lets only a higher version replace a document, external_gte also the same; none lets the"
                                + " last one to arrive win.",
                defaultValue = "external",
                group = "Versions")
        VersionType versionType,

        @Setting(
                doc = "session counts from the time at which the task was given the partition, so that a topic that was"
                        + " deleted and made again can go on with its old documents; offset takes the record's offset, as"
                        + " Confluent's connector does.",
                defaultValue = "session",
                group = "Versions")
        VersionSource versionSource,

        @Setting(
                doc = "Header that holds the version as a number, in place of version.source.",
                importance = Importance.LOW,
                group = "Versions")
        Optional<String> externalVersionHeader) {

    /** Elasticsearch's types of versions. */
    enum VersionType {
        EXTERNAL,
        EXTERNAL_GTE,
        NONE
    }

    /** Where a version comes from. */
    enum VersionSource {
        SESSION,
        OFFSET
    }

    VersionSettings {
        new Problems()
                .check(
                        externalVersionHeader.isEmpty() || versionType != VersionType.NONE,
                        "external.version.header",
                        "has no effect with version.type=none")
                .throwIfAny();
    }
}
