package io.leat.broker.disk;

/**
 * The data folder cannot be used: locked by another process, not writable, or written by a newer version. The message
 * is one sentence for the user; nothing in the folder was changed.
 */
public class DataFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataFolderException(String message) {
        super(message);
    }

    public DataFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
