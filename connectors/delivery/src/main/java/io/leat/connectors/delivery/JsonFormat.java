package io.leat.connectors.delivery;

import io.leat.connect.api.settings.Setting;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How values without a form of their own in JSON are written. Nest it without a prefix. */
public record JsonFormat(
        @Setting(
                doc = "Decimals as JSON numbers, as strings, or as base64 of their unscaled bytes.",
                defaultValue = "numeric",
                importance = Importance.LOW,
                group = "Format")
        Decimals decimalFormat,

        @Setting(
                doc =
                        "Dates and times as ISO 8601 text, or as numbers: days, milliseconds of the day, epoch milliseconds.",
                defaultValue = "iso",
                importance = Importance.LOW,
                group = "Format")
        Times timeFormat) {

    /** Numbers as numbers, times as ISO 8601. */
    public static final JsonFormat DEFAULT = new JsonFormat(Decimals.NUMERIC, Times.ISO);

    /** The forms of a decimal. */
    public enum Decimals {
        NUMERIC,
        STRING,
        BASE64
    }

    /** The forms of a date or time. */
    public enum Times {
        ISO,
        EPOCH
    }
}
