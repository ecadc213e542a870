package io.leat.connectors.file;

import java.util.regex.Pattern;

/** Patterns of well-known logs. */
final class Presets {

    /** What follows the message of a Java stack trace: frames, causes, and the line that names the exception. */
    static final Pattern JAVA = Pattern.compile("^(?:\\s+\\S"
            + "|Caused by: "
            + "|Suppressed: "
            + "|(?:[a-zA-Z_$][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error|Throwable)\\b)");

    /** The same for Python, where the exception is named after the frames and chained ones are announced in words. */
    static final Pattern PYTHON = Pattern.compile("^(?:\\s+\\S"
            + "|$"
            + "|Traceback \\(most recent call last\\):"
            + "|During handling of the above exception, another exception occurred:"
            + "|The above exception was the direct cause of the following exception:"
            + "|(?:\\w+\\.)*[A-Z]\\w*(?:Error|Exception|Warning|Exit|Interrupt|StopIteration|Group)(?:: |$)"
            + "|(?:[a-z_]\\w*\\.)+[A-Z]\\w*: )");

    /** How a syslog line begins: a priority (RFC 5424), an ISO time, or "Nov 23 15:57:45" (RFC 3164). */
    static final Pattern SYSLOG = Pattern.compile("^(?:<\\d{1,3}>"
            + "|\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}"
            + "|[A-Z][a-z]{2} [ \\d]\\d \\d{2}:\\d{2}:\\d{2} )");

    private Presets() {}
}
