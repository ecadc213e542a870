package io.leat.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.transaction.Decisions.Found;
import io.leat.broker.transaction.JournalEntry.Abort;
import io.leat.broker.transaction.JournalEntry.Intent;
import io.leat.broker.transaction.JournalEntry.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final Uuid TOPIC = Uuid.randomUuid();
    private final Map<Range, Found> left = new HashMap<>();

    private Range range(int partition, Found found) {
        var range = new Range(TOPIC, partition, 0, 9);
        left.put(range, found);
        return range;
    }

    private static Intent intent(long session, long number, Range... ranges) {
        return new Intent(session, number, 100 * session + number, (short) 0, List.of(ranges));
    }

    private Map<Intent, Boolean> decide(JournalEntry... entries) {
        return Decisions.decide(List.of(entries), (intent, range) -> left.get(range));
    }

    @Test
    void commitsWhatIsWhole() {
        var whole = intent(1, 0, range(0, Found.WHOLE), range(1, Found.WHOLE));
        assertThat(decide(whole)).containsEntry(whole, true);
    }

    @Test
    void abortsWhatIsCutInOnePartition() {
        var cut = intent(1, 0, range(0, Found.WHOLE), range(1, Found.CUT));
        assertThat(decide(cut)).containsEntry(cut, false);
    }

    @Test
    void abortsWhatHasAnAbortMarkerAnywhere() {
        var aborted = intent(1, 0, range(0, Found.WHOLE), range(1, Found.ABORTED));
        assertThat(decide(aborted)).containsEntry(aborted, false);
    }

    @Test
    void abortsWhatFollowsAFailureInTheSameSessionOnly() {
        var cut = intent(1, 0, range(0, Found.CUT));
        var following = intent(1, 1, range(1, Found.WHOLE));
        var other = intent(2, 0, range(2, Found.WHOLE));
        assertThat(decide(cut, following, other))
                .containsEntry(following, false)
                .containsEntry(other, true);
    }

    @Test
    void abortsFromTheNumberOfAnAbortEntryOnWhereverItStands() {
        var before = intent(1, 0, range(0, Found.WHOLE));
        var failed = intent(1, 1, range(1, Found.WHOLE));
        var after = intent(1, 2, range(2, Found.WHOLE));
        assertThat(decide(before, failed, after, new Abort(1, 1)))
                .containsEntry(before, true)
                .containsEntry(failed, false)
                .containsEntry(after, false);
    }

    @Test
    void readsBackWhatItWrites() {
        var intent = intent(7, 8, new Range(TOPIC, 3, 40, 55), new Range(Uuid.randomUuid(), 0, 1, 1));
        var abort = new Abort(9, 10);
        assertThat(JournalEntry.decode(intent.encode())).isEqualTo(intent);
        assertThat(JournalEntry.decode(abort.encode())).isEqualTo(abort);
    }
}
