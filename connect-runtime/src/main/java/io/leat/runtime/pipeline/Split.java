package io.leat.runtime.pipeline;

import io.leat.connect.api.RecordSplitter;
import io.leat.runtime.plugin.ContextLoader;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;

/** The step of a transform that makes several records of one. */
final class Split<R extends ConnectRecord<R>> implements Step<Split.Pieces<R>> {

    private final Transform<R> transform;
    private final RecordSplitter<R> splitter;

    Split(Transform<R> transform, RecordSplitter<R> splitter) {
        this.transform = transform;
        this.splitter = splitter;
    }

    /** A record, and what it was split into once the step has run. */
    static final class Pieces<R> {

        private final R record;
        private List<R> list = List.of();

        Pieces(R record) {
            this.record = record;
        }

        R record() {
            return record;
        }

        List<R> list() {
            return list;
        }
    }

    @Override
    public Pieces<R> apply(Pieces<R> pieces) {
        pieces.list = transform.applies(pieces.record)
                ? ContextLoader.<List<R>, RuntimeException>call(transform.loader(), () -> splitter.split(pieces.record))
                : List.of(pieces.record);
        return pieces;
    }

    @Override
    public Stage stage() {
        return transform.stage();
    }

    @Override
    public String name() {
        return transform.name();
    }

    @Override
    public String className() {
        return transform.className();
    }

    @Override
    public void close() {
        transform.close();
    }
}
