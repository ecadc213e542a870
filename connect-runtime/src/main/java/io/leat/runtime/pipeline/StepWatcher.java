package io.leat.runtime.pipeline;

import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Told of each transform that a record has passed. */
@FunctionalInterface
public interface StepWatcher {

    /**
     * @param step in words: {@code transform mask}
     * @param results what the transform made of the record: none if it left it out, several if it split it
     */
    void transformed(String step, ConnectRecord<?> record, List<? extends ConnectRecord<?>> results);
}
