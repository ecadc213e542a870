package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import io.leat.connectors.delivery.NameTemplate;
import java.util.List;
import java.util.Locale;

/** The data stream {@code type-dataset-namespace} to append to, in place of an index. */
record DataStreamSettings(
        @Setting(
                name = "data.stream.type",
                doc = "First part of the data stream's name, such as logs or metrics; none writes to an index.",
                defaultValue = "none",
                group = "Data streams")
        String type,

        @Setting(
                name = "data.stream.dataset",
                doc = "Second part of its name, a template as in index.name.format.",
                defaultValue = "generic",
                group = "Data streams")
        NameTemplate dataset,

        @Setting(
                name = "data.stream.namespace",
                doc = "Third part of its name, a template as in index.name.format.",
                defaultValue = "${topic}",
                group = "Data streams")
        NameTemplate namespace,

        @Setting(
                name = "data.stream.timestamp.field",
                doc = "Fields of which the first that is present becomes @timestamp; else the record's time does.",
                group = "Data streams")
        List<String> timestampFields) {

    DataStreamSettings {
        new Problems()
                .check(
                        type.equalsIgnoreCase("none") || isPartOfName(type),
                        "data.stream.type",
                        "must be in small letters and without a hyphen, or none")
                .throwIfAny();
    }

    private static boolean isPartOfName(String text) {
        return !text.isBlank() && text.equals(text.toLowerCase(Locale.ROOT)) && !text.contains("-");
    }

    boolean used() {
        return !type.equalsIgnoreCase("none");
    }

    /** The template of the whole name. */
    NameTemplate name() {
        return NameTemplate.parse(type + "-" + dataset + "-" + namespace);
    }
}
