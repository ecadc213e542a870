package io.leat.distribution.log;

import io.leat.runtime.log.Appended;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Where each record lies, worked out when it is asked for. */
record Positions(ClosedAppend append, List<List<io.leat.broker.log.Appended>> answers) implements Appended {

    @Override
    public int count() {
        return append.partOf().length;
    }

    @Override
    public TopicPartition partition(int record) {
        return append.parts().get(append.partOf()[record]).log().topicPartition();
    }

    @Override
    public long offset(int record) {
        int place = append.placeInPart()[record];
        int batch = batch(record, place);
        int part = append.partOf()[record];
        return answers.get(part).get(batch).baseOffset()
                + place
                - append.parts().get(part).firstOf(batch);
    }

    @Override
    public long timestamp(int record) {
        long appendTime = answers.get(append.partOf()[record])
                .get(batch(record, append.placeInPart()[record]))
                .logAppendTime();
        return appendTime >= 0 ? appendTime : append.timestamps()[record];
    }

    private int batch(int record, int place) {
        var part = append.parts().get(append.partOf()[record]);
        int batch = part.batches() - 1;
        while (part.firstOf(batch) > place) {
            batch--;
        }
        return batch;
    }
}
