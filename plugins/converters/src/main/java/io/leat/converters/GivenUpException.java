package io.leat.converters;

/** Says that a document is not for the {@link QuickReader}. Without a stack trace, which would cost more than reading. */
final class GivenUpException extends Exception {

    static final GivenUpException INSTANCE = new GivenUpException();

    private static final long serialVersionUID = 1;

    private GivenUpException() {
        super("Not plain JSON", null, false, false);
    }
}
