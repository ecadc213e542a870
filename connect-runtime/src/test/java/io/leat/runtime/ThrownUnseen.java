package io.leat.runtime;

/** Throws checked exceptions where none are declared, as code in Kotlin or Scala may. */
public final class ThrownUnseen {

    private ThrownUnseen() {}

    /** Throws it; the result is for the compiler. */
    public static RuntimeException of(Throwable thrown) {
        throw ThrownUnseen.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked") // that is the trick
    private static <E extends Throwable> E as(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
