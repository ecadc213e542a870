package io.leat.connectors.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Decimals and times, in the form that was chosen. */
record JsonScalars(JsonFormat format) {

    void writeDecimal(JsonGenerator json, BigDecimal decimal) throws IOException {
        switch (format.decimalFormat()) {
            case NUMERIC -> json.writeNumber(decimal);
            case STRING -> json.writeString(decimal.toPlainString());
            case BASE64 -> json.writeBinary(decimal.unscaledValue().toByteArray());
        }
    }

    /** Without a schema, a {@code java.util.Date} is a point in time. */
    void writeTime(JsonGenerator json, @Nullable Schema schema, java.util.Date time) throws IOException {
        var name = schema == null ? null : schema.name();
        var iso = format.timeFormat() == JsonFormat.Times.ISO;
        if (Date.LOGICAL_NAME.equals(name)) {
            writeDate(json, time, iso);
        } else if (Time.LOGICAL_NAME.equals(name)) {
            writeTimeOfDay(json, time, iso);
        } else if (iso) {
            json.writeString(time.toInstant().toString());
        } else {
            json.writeNumber(time.getTime());
        }
    }

    private static void writeDate(JsonGenerator json, java.util.Date time, boolean iso) throws IOException {
        if (iso) {
            json.writeString(
                    time.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString());
        } else {
            json.writeNumber(Math.floorDiv(time.getTime(), TimeUnit.DAYS.toMillis(1)));
        }
    }

    private static void writeTimeOfDay(JsonGenerator json, java.util.Date time, boolean iso) throws IOException {
        if (iso) {
            var ofDay = time.toInstant().atZone(ZoneOffset.UTC).toLocalTime();
            json.writeString(DateTimeFormatter.ISO_LOCAL_TIME.format(ofDay));
        } else {
            json.writeNumber(time.getTime());
        }
    }
}
