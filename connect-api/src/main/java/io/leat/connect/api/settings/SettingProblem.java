package io.leat.connect.api.settings;

/**
 * What is wrong with one setting.
 *
 * @param key the key as the user wrote it, or should have
 * @param message what is wrong and what would be right; never a secret
 */
public record SettingProblem(String key, String message) {

    /** The form shown to users: {@code key: message}. */
    @Override
    public String toString() {
        return key.isEmpty() ? message : key + ": " + message;
    }
}
