package io.leat.broker.disk;

import org.apache.kafka.common.errors.KafkaStorageException;

/** The free disk space is below {@code log.min.free.bytes}: nothing was written; try again once there is space. */
public class DiskFullException extends KafkaStorageException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message) {
        super(message);
    }
}
