package io.leat.runtime.letters;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an exception's message that stays the same from record to record: what is quoted or in brackets becomes
 * {@code ?}, words with digits in them become {@code #}.
 */
final class MessageShape {

    /** Longer messages differ, if at all, in what they quote. */
    private static final int LONGEST = 2_000;

    private static final List<Pattern> VALUES = List.of(
            Pattern.compile("\"[^\"]*\""),
            Pattern.compile("'[^']*'"),
            Pattern.compile("`[^`]*`"),
            Pattern.compile("\\{[^{}]*}"),
            Pattern.compile("\\[[^\\[\\]]*]"));
    private static final Pattern WORD_WITH_DIGIT = Pattern.compile("[\\w.+/=:@-]*\\d[\\w.+/=:@-]*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private MessageShape() {}

    static String of(@Nullable String message) {
        if (message == null) {
            return "";
        }
        var shape = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        for (var value : VALUES) {
            shape = value.matcher(shape).replaceAll("?");
        }
        shape = WORD_WITH_DIGIT.matcher(shape).replaceAll("#");
        return SPACE.matcher(shape).replaceAll(" ").strip();
    }
}
