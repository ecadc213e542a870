package io.leat.connectors.datagen;

/** The number of the last record that was written. */
public record DatagenPosition(long n) {

    public DatagenPosition {
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative");
        }
    }
}
