package io.leat.broker.transaction.state;

/** How a transaction ends. */
public enum Outcome {
    COMMIT("Commit"),
    ABORT("Abort");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** As Kafka's names of states end. */
    String text() {
        return text;
    }
}
