package io.leat.runtime.pipeline;

import io.leat.runtime.letters.LetterCause;
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

    /** What failed and why, without any of the record's content beyond what the plugin itself put into its message. */
    public String text() {
        return step + " (" + className + ") failed: " + cause;
    }

    /** For a dead letter. */
    public LetterCause letterCause() {
        return LetterCause.of(stage.name(), step, className, cause);
    }
}
