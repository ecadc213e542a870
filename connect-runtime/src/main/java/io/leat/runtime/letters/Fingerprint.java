package io.leat.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names the cause of a failure, so that records that failed for the same reason are one group: where it failed, the
 * classes of the exception and of its causes, the plugin's topmost calls and the shape of the messages. Only a digest
 * leaves this class, so that it holds nothing of the record.
 */
public final class Fingerprint {

    private static final int FRAMES = 3;
    private static final int LONGEST_CHAIN = 8;
    private static final int DIGEST_BYTES = 8;

    /** Calls of the platform and of the worker: they say nothing of the plugin. */
    private static final Pattern NOT_A_PLUGIN =
            Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*|io\\.leat\\.runtime\\.(pipeline|task|plugin)\\..*");

    private static final Pattern GENERATED = Pattern.compile("\\$\\$.*|\\d+");

    private Fingerprint() {}

    /**
     * @param step what failed, in words: {@code transform mask}
     * @param className of the plugin that failed
     * @return 16 hexadecimal digits
     */
    public static String of(String stage, String step, String className, Throwable cause) {
        var text = new StringBuilder(stage)
                .append('\n')
                .append(step)
                .append('\n')
                .append(className)
                .append('\n');
        var current = cause;
        for (var depth = 0; current != null && depth < LONGEST_CHAIN; depth++) {
            text.append(current.getClass().getName())
                    .append(": ")
                    .append(MessageShape.of(current.getMessage()))
                    .append('\n');
            if (current.getCause() == null || depth == LONGEST_CHAIN - 1) {
                text.append(frames(current));
            }
            current = current.getCause();
        }
        return digest(text.toString());
    }

    /** Without line numbers: they change with the plugin's version. */
    private static String frames(Throwable root) {
        return Arrays.stream(root.getStackTrace())
                .filter(frame -> !NOT_A_PLUGIN.matcher(frame.getClassName()).matches())
                .limit(FRAMES)
                .map(frame -> plain(frame.getClassName()) + "." + plain(frame.getMethodName()))
                .collect(Collectors.joining("\n"));
    }

    private static String plain(String name) {
        return GENERATED.matcher(name).replaceAll("");
    }

    private static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(bytes, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
