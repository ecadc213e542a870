package io.leat.runtime.log;

import io.leat.runtime.GroupAdmin;
import io.leat.runtime.TopicAdmin;
import org.apache.kafka.common.Node;

/** The partitioned log. Safe for use from any thread; the readers and writers it opens belong to one thread each. */
public interface Log {

    /** The id of the cluster or data folder behind it, stable over restarts. */
    String clusterId();

    /** What clients of the log are told of its node; {@link Node#noNode()} where they cannot reach it. */
    default Node node() {
        return Node.noNode();
    }

    TopicAdmin topics();

    GroupAdmin groups();

    /**
     * Opens a writer. Where the spec has a transactional id, an older writer of the same id is fenced: its appends fail
     * with {@link org.apache.kafka.common.errors.ProducerFencedException}, and what it left undecided is aborted before
     * this returns.
     */
    LogWriter writer(WriterSpec spec);

    LogReader reader(ReaderSpec spec);
}
