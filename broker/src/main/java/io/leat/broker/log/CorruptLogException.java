package io.leat.broker.log;

import java.io.IOException;

/** Records that were on disk are missing or damaged: cutting there would lose what was acknowledged. */
final class CorruptLogException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptLogException(String message) {
        super(message);
    }
}
