package io.leat.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerNoteTest {

    private static final PartitionState STATE = new PartitionState(5, 10, 40, 3, -2, new Counts(29, 1, 2, 3, 4, 5, 19));

    @Test
    void comesBackFromTheMetadataOfItsOffset() {
        assertThat(LedgerNote.read(new OffsetAndMetadata(40, LedgerNote.write(STATE))))
                .hasValue(STATE);
    }

    @Test
    void isShortEnoughForTheMetadataOfACommit() {
        var most = Long.MAX_VALUE;
        var counts = new Counts(most, most, most, most, most, most, most);
        assertThat(LedgerNote.write(new PartitionState(most, most, most, most, most, counts)))
                .hasSizeLessThan(1024);
    }

    @Test
    void isNoneIfTheOffsetIsAnother() {
        assertThat(LedgerNote.read(new OffsetAndMetadata(41, LedgerNote.write(STATE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mine", "{\"ledger\":", "{\"ledger\":99,\"next\":40}"})
    void isNoneIfSomebodyElseWroteTheMetadata(String metadata) {
        assertThat(LedgerNote.read(new OffsetAndMetadata(40, metadata))).isEmpty();
    }

    @Test
    void namesAPartitionOfAnyTopic() {
        assertThat(LedgerNote.name(new TopicPartition("a.\"b", 3))).isEqualTo("[\"a.\\\"b\",3]");
    }
}
