package io.leat.runtime.letters;

/**
 * Why a record failed, as text.
 *
 * @param stage Kafka Connect's name: TRANSFORMATION, VALUE_CONVERTER, TASK_PUT, KAFKA_PRODUCE, …
 * @param step in words: {@code transform mask}
 * @param className of the plugin that failed
 * @param exception its class
 * @param message what it says; empty if it says nothing
 * @param fingerprint the same for all records that failed for this reason
 */
public record LetterCause(
        String stage, String step, String className, String exception, String message, String fingerprint) {

    /** Messages are for people; a plugin may put a whole record into one. */
    private static final int LONGEST_MESSAGE = 2_000;

    public LetterCause {
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }

    public static LetterCause of(String stage, String step, String className, Throwable cause) {
        return new LetterCause(
                stage,
                step,
                className,
                cause.getClass().getName(),
                cause.getMessage() == null ? "" : cause.getMessage(),
                Fingerprint.of(stage, step, className, cause));
    }
}
