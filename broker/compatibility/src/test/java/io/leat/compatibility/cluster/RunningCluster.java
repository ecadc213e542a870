package io.leat.compatibility.cluster;

/** A cluster that answers. */
interface RunningCluster extends AutoCloseable {

    /** Where clients of the tests connect: host and port. */
    String bootstrapServers();

    @Override
    void close();
}
