package io.leat.runtime.pipeline;

/** Where a record can fail; the names are those of Kafka Connect and are what dead-letter headers carry. */
public enum Stage {
    TASK_POLL("polling the source"),
    TASK_PUT("delivering"),
    TRANSFORMATION("transform"),
    KEY_CONVERTER("key converter"),
    VALUE_CONVERTER("value converter"),
    HEADER_CONVERTER("header converter"),
    KAFKA_PRODUCE("writing to the log"),
    KAFKA_CONSUME("reading from the log");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** The form for messages. */
    String words() {
        return words;
    }
}
