package io.leat.runtime.log;

import org.apache.kafka.common.TopicPartition;

/** Where the records of one append came to lie; records are counted from 0 in the order they were added. */
public interface Appended {

    int count();

    TopicPartition partition(int record);

    long offset(int record);

    /** Milliseconds since the epoch, as stored. */
    long timestamp(int record);
}
