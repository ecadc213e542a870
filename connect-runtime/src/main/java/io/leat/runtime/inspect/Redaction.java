package io.leat.runtime.inspect;

import io.leat.runtime.config.SecretMask;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes secrets out of shown records: the values of fields and headers whose names say that they hold one, and the
 * secrets of the connector's configuration wherever they occur.
 */
final class Redaction {

    private static final Pattern NAMES = Pattern.compile(
            "pass(word|wd|phrase)?|pwd|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|authorization"
                    + "|credential|cookie|session[-_.]?id",
            Pattern.CASE_INSENSITIVE);

    /** A member of a JSON object by such a name: its name, then its value if that is no object or list. */
    private static final Pattern MEMBERS = Pattern.compile(
            "(\"[^\"]*(?:" + NAMES.pattern() + ")[^\"]*\"\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s\"{\\[,}\\]]++)",
            Pattern.CASE_INSENSITIVE);

    private final UnaryOperator<String> mask;

    /** @param mask takes the secrets of a configuration out of a text */
    Redaction(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    boolean hides(String name) {
        return NAMES.matcher(name).find();
    }

    String text(String text) {
        return mask.apply(text);
    }

    /** Of a text that may be JSON. */
    String json(String text) {
        var masked = mask.apply(text);
        return NAMES.matcher(masked).find()
                ? MEMBERS.matcher(masked).replaceAll("$1\"" + SecretMask.HIDDEN + "\"")
                : masked;
    }
}
