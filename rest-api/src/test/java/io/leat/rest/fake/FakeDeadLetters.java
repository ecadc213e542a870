package io.leat.rest.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.DeadLetterQueue;
import io.leat.runtime.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeader;

/** One letter of a sink and one of a source; it remembers what it was asked. */
public final class FakeDeadLetters implements DeadLetterQueue {

    public static final String OF_SINK = "dlq-0-7";
    public static final String OF_SOURCE = "dlq-0-8";

    private final List<Object> asked = new ArrayList<>();

    /** What the queue was asked, the last at the end. */
    public synchronized List<Object> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized Page list(String connector, Filter filter) {
        asked.add(filter);
        return new Page(
                List.of(summary(OF_SINK), summary(OF_SOURCE)),
                filter.after().isEmpty() ? Optional.of(OF_SOURCE) : Optional.empty());
    }

    private static Summary summary(String id) {
        var ofSink = id.equals(OF_SINK);
        return new Summary(
                id,
                "open",
                ofSink ? "sink" : "source",
                "0123456789abcdef",
                "VALUE_CONVERTER",
                "value converter",
                "c.JsonConverter",
                "c.DataException",
                "cannot parse",
                ofSink
                        ? new Position("2 of 5", "t", 0, 3L, null, null)
                        : new Position(null, null, null, null, "{\"file\":\"a\"}", "{\"at\":5}"),
                1,
                false,
                1_700_000_000_000L,
                -1,
                42);
    }

    @Override
    public Groups groups(String connector) {
        return new Groups(
                List.of(new Group(
                        "0123456789abcdef",
                        "VALUE_CONVERTER",
                        "value converter",
                        "c.DataException",
                        "cannot parse",
                        2,
                        0,
                        1,
                        0,
                        1_700_000_000_000L,
                        1_700_000_000_001L,
                        OF_SINK)),
                true);
    }

    @Override
    public Detail letter(String connector, String id) {
        if (!id.equals(OF_SINK) && !id.equals(OF_SOURCE)) {
            throw new RequestException.NotFound("Connector " + connector + " has no dead letter " + id);
        }
        var ofSink = id.equals(OF_SINK);
        return new Detail(
                summary(id),
                new Decided(ofSink ? "ann" : "", "edited", 1_700_000_000_000L),
                ofSink ? "k".getBytes(UTF_8) : null,
                ofSink ? new byte[] {(byte) 0xff} : null,
                List.of(new RecordHeader("h", "v".getBytes(UTF_8))),
                ofSink ? Optional.empty() : Optional.of("{\"topic\":\"t\"}".getBytes(UTF_8)),
                Optional.empty());
    }

    @Override
    public synchronized Detail edit(String connector, String id, Correction correction, String by) {
        asked.add(correction);
        asked.add(by);
        return letter(connector, id);
    }

    @Override
    public synchronized Done drop(String connector, Selection selection, String reason, String by) {
        asked.add(selection);
        asked.add(reason);
        return new Done(1, List.of(new Skipped(OF_SOURCE, "it is dropped already")), false);
    }

    @Override
    public synchronized Done replay(String connector, Selection selection, Optional<String> from, String by) {
        asked.add(selection);
        asked.add(from);
        return new Done(2, List.of(), true);
    }
}
