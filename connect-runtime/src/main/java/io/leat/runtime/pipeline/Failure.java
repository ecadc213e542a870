package io.leat.runtime.pipeline;

/**
 * A record's failure.
 *
 * @param step what failed, in words: {@code transform mask}, {@code value converter}
 * @param className of the plugin that failed
 */
public record Failure(Stage stage, String step, String className, Throwable cause) {

    /** A failure that is not one of a transform or converter. */
    public static Failure at(Stage stage, String className, Throwable cause) {
        return new Failure(stage, stage.words(), className, cause);
    }

    /** What failed and why, without any of the record's content beyond what the plugin itself put into its message. */
    public String text() {
        return step + " (" + className + ") failed: " + cause;
    }
}
