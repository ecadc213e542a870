package io.leat.distribution;

/** The command line's entry. */
public final class Leat {
    private Leat() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
