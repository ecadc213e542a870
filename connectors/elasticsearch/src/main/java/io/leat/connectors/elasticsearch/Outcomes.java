package io.leat.connectors.elasticsearch;

/** Told what became of each item, on the HTTP client's threads and under the lock of {@link Delivery}; must not block. */
interface Outcomes {

    /** Elasticsearch has the document. */
    void settled(Item item);

    /** Elasticsearch will never take the document. */
    void rejected(Item item, ItemAnswer answer);

    /** The item's partition was taken away before it was sent. */
    void dropped(Item item);

    /** Nothing more can be delivered; what is not settled stays so. */
    void hopeless(RuntimeException cause);
}
