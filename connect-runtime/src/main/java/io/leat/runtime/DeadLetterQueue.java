package io.leat.runtime;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A connector's dead letters as work to be done: listed, grouped by their cause, corrected, replayed or dropped. A letter's
 * id is {@code <topic>-<partition>-<offset>} in the dead-letter topic that the connector's configuration names. Methods
 * throw {@link RequestException.NotFound} for an unknown connector or letter; they are safe from any thread.
 */
public interface DeadLetterQueue {

    /** One page, oldest letters first; it ends early where its letters are large or few match. */
    Page list(String connector, Filter filter);

    /** The causes, those with the most open letters first. */
    Groups groups(String connector);

    Detail letter(String connector, String id);

    /**
     * Replaces parts of an open letter's record; its count of replays begins anew.
     *
     * @throws RequestException.Conflict if the letter is not open
     * @throws RequestException.Invalid if a part does not fit
     */
    Detail edit(String connector, String id, Correction correction, String by);

    /** Decides that letters are not needed; they stay in the topic. */
    Done drop(String connector, Selection selection, String reason, String by);

    /**
     * Has the connector's running tasks take letters through its pipeline again.
     *
     * @param from {@code stage}, {@code start}, or empty for the stage where that is possible
     */
    Done replay(String connector, Selection selection, Optional<String> from, String by);

    /**
     * Which letters to list.
     *
     * @param state {@code open}, {@code replaying}, {@code replayed} or {@code dropped}
     * @param cause a fingerprint
     * @param stage Kafka Connect's name of it
     * @param after the id of a letter, or the {@code next} of the page before
     */
    record Filter(
            Optional<String> state,
            Optional<String> cause,
            Optional<String> stage,
            int limit,
            Optional<String> after) {}

    /** Which letters to decide about: these, those of a cause, or all. */
    record Selection(List<String> ids, Optional<String> cause) {

        public Selection {
            ids = List.copyOf(ids);
        }
    }

    /** @param next where the next page begins; empty at the end */
    record Page(List<Summary> letters, Optional<String> next) {}

    /**
     * A letter at a glance.
     *
     * @param kind {@code source} or {@code sink}; {@code unknown} if its headers do not say, so that it cannot be replayed
     * @param cause the fingerprint
     * @param replays how often it was replayed in vain
     * @param failedAt milliseconds since the epoch
     * @param timestamp the record's, milliseconds since the epoch
     */
    record Summary(
            String id,
            String state,
            String kind,
            String cause,
            String stage,
            String step,
            String className,
            String exception,
            String message,
            Position position,
            int replays,
            boolean edited,
            long failedAt,
            long timestamp,
            long bytes) {}

    /**
     * Where the record comes from: of a sink a place in the log, of a source what its connector calls it, as JSON.
     *
     * @param piece which piece of it has failed, if it had been split: {@code 2 of 5}
     */
    record Position(
            @Nullable String piece,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String sourcePartition,
            @Nullable String sourceOffset) {}

    /** Who decided last what, and why; texts are empty while nobody has. */
    record Decided(String by, String reason, long at) {}

    /**
     * A letter with its record, corrections applied.
     *
     * @param key of a sink's record, as it lies in the log; likewise {@code value} and {@code headers}
     * @param record JSON of the record at the step that failed; empty where a replay there is not possible
     * @param polled JSON of a source's record as it was polled, if transforms have changed it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Detail(
            Summary summary,
            Decided decided,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers,
            Optional<byte[]> record,
            Optional<byte[]> polled) {}

    /**
     * Letters with the same cause.
     *
     * @param message of one of them
     * @param example the id of that letter
     * @param firstSeen milliseconds since the epoch; of letters in the topic
     */
    record Group(
            String cause,
            String stage,
            String step,
            String exception,
            String message,
            long open,
            long replaying,
            long replayed,
            long dropped,
            long firstSeen,
            long lastSeen,
            String example) {}

    /** @param complete false if there are more letters than one request counts; ask again, it goes on from there */
    record Groups(List<Group> groups, boolean complete) {}

    /**
     * Parts that replace those of a record; null leaves a part as it is. Of a source each is JSON: {@code
     * {"schema":…,"payload":…}}, or the payload alone.
     */
    record Correction(
            @Nullable Part key,
            @Nullable Part value,
            @Nullable List<Header> headers) {}

    /** @param bytes null for none */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(byte @Nullable [] bytes) {}

    /**
     * What became of a request.
     *
     * @param count letters it concerns
     * @param skipped those it does not, some of them, and why
     * @param more whether to ask again, because one request takes so many letters only
     */
    record Done(int count, List<Skipped> skipped, boolean more) {}

    record Skipped(String id, String reason) {}
}
