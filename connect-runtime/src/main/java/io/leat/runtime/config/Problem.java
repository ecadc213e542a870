package io.leat.runtime.config;

/** One wrong setting: its key, and what is wrong with it and what to do, in a sentence without the key. */
public record Problem(String key, String message) {

    @Override
    public String toString() {
        return key + ": " + message;
    }
}
