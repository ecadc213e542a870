package io.leat.runtime.pipeline;

import io.leat.runtime.letters.LetterCause;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record's failure.
 *
 * @param step what failed, in words: {@code transform mask}, {@code value converter}
 * @param className of the plugin that failed
 * @param held the record as it was then; null where it had no form yet but its bytes
 */
public record Failure(
        Stage stage,
        String step,
        String className,
        Throwable cause,
        @Nullable Held held) {

    public Failure(Stage stage, String step, String className, Throwable cause) {
        this(stage, step, className, cause, null);
    }

    /** A failure that is not one of a transform or converter. */
    public static Failure at(Stage stage, String className, Throwable cause) {
        return new Failure(stage, stage.words(), className, cause);
    }

    public Failure holding(Held record) {
        return new Failure(stage, step, className, cause, record);
    }

    /**
     * What failed, on what and why, without any of the record's content beyond what the plugin itself put into its
     * message.
     */
    public String text() {
        return step + " (" + className + ") failed on " + subject() + ": " + cause;
    }

    private String subject() {
        var piece = held == null || held.piece().isEmpty() ? "" : "piece " + held.piece() + " of a record, ";
        return piece
                + Advice.of(this)
                        .field()
                        .map(field -> "field " + field + " of ")
                        .orElse("")
                + given();
    }

    /** What the step was given, by its class and schema. */
    private String given() {
        var isKey = stage == Stage.KEY_CONVERTER || className.endsWith("$Key");
        var part = stage == Stage.HEADER_CONVERTER ? "a header of a record with " : "";
        if (held == null) {
            return part + (isKey ? "a key" : "a value") + " in bytes";
        }
        var record = held.record();
        return part
                + (isKey
                        ? form("a key", record.key(), record.keySchema())
                        : form("a value", record.value(), record.valueSchema()));
    }

    private static String form(String part, @Nullable Object data, @Nullable Schema schema) {
        var type =
                data == null ? " that is null" : " of class " + data.getClass().getName();
        return part + type + (schema == null || schema.name() == null ? "" : " with schema " + schema.name());
    }

    /** What is likely to cure it, in sentences. */
    public String advice() {
        return Advice.of(this).toDo();
    }

    /** For a dead letter. */
    public LetterCause letterCause() {
        return LetterCause.of(stage.name(), step, className, cause);
    }
}
