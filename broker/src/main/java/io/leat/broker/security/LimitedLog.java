package io.leat.broker.security;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Logs what clients can cause at will: so many lines a second, and how many were left out. */
final class LimitedLog {
    private static final int LINES_A_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_LENGTH = 200;

    private final Logger logger;
    private final LongSupplier nanoClock;
    private long second;
    private int lines;
    private long omitted;

    LimitedLog(Logger logger, LongSupplier nanoClock) {
        this.logger = logger;
        this.nanoClock = nanoClock;
        this.second = nanoClock.getAsLong();
    }

    void warn(Supplier<String> message) {
        var left = claim();
        if (left > 0) {
            logger.warn("{} more refusals were not logged", left);
        }
        if (left >= 0) {
            logger.warn("{}", message.get());
        }
    }

    /** -1 if there were too many lines in this second, else how many were left out before. */
    private synchronized long claim() {
        var now = nanoClock.getAsLong();
        if (now - second >= SECOND) {
            second = now;
            lines = 0;
        }
        if (lines >= LINES_A_SECOND) {
            omitted++;
            return -1;
        }
        lines++;
        var before = omitted;
        omitted = 0;
        return before;
    }

    /** What a client sent, on one line and not longer than a line. */
    static String printable(String text) {
        var cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
