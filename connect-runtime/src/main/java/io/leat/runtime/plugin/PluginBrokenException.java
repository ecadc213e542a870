package io.leat.runtime.plugin;

/** An installed plugin's class cannot be loaded or made; the message says which and why. */
final class PluginBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PluginBrokenException(String className, String why) {
        super("Plugin class " + className + " cannot be used: " + why);
    }

    PluginBrokenException(String className, String why, Throwable cause) {
        super("Plugin class " + className + " cannot be used: " + why, cause);
    }
}
