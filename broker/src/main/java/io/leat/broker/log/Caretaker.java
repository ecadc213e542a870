package io.leat.broker.log;

/** What a partition tells to whoever tends all of them. Called on any thread; must not block unless said. */
interface Caretaker {

    /** An I/O error has taken the partition out of full service. */
    void failed(KafkaPartitionLog partition);

    /** The files of a resting partition are needed: to be opened before this returns. Called under its lock; may block. */
    void wake(KafkaPartitionLog partition);

    /** The partition has grown. */
    void appended(long bytes);
}
