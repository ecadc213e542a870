package io.leat.broker.log;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;

/** What a partition does for its callers at the moment. */
sealed interface Standing {

    /** @throws ApiException telling why nothing can be written */
    void requireWritable();

    /** @throws ApiException telling why nothing can be read */
    void requireReadable();

    default boolean readable() {
        return false;
    }

    /** Whether opening the files anew can bring the partition back into service. */
    default boolean repairable() {
        return false;
    }

    /** In service. */
    record Online() implements Standing {
        @Override
        public void requireWritable() {}

        @Override
        public void requireReadable() {}

        @Override
        public boolean readable() {
            return true;
        }
    }

    /** In service; its files are opened when they are needed. */
    record Resting(Rest rest) implements Standing {
        @Override
        public void requireWritable() {}

        @Override
        public void requireReadable() {}

        @Override
        public boolean readable() {
            return true;
        }
    }

    /**
     * After an I/O error: what was visible before can still be read, but nothing is written.
     *
     * @param goodEnd everything below was visible, and is to be kept; nothing above may ever come back
     */
    record ReadOnly(KafkaStorageException reason, long goodEnd, boolean repairable) implements Standing {
        @Override
        public void requireWritable() {
            throw reason;
        }

        @Override
        public void requireReadable() {}

        @Override
        public boolean readable() {
            return true;
        }
    }

    /** Its files could not be opened. */
    record Unopened(KafkaStorageException reason, boolean repairable) implements Standing {
        @Override
        public void requireWritable() {
            throw reason;
        }

        @Override
        public void requireReadable() {
            throw reason;
        }
    }

    /** Closed or deleted; it never comes back. */
    record Gone(ApiException reason) implements Standing {
        @Override
        public void requireWritable() {
            throw reason;
        }

        @Override
        public void requireReadable() {
            throw reason;
        }
    }
}
