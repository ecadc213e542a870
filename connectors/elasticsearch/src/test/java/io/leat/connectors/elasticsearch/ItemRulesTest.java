package io.leat.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ItemRulesTest {

    private static final String CONFLICT =
            "[k]: version conflict, current version [100] is higher or equal to the one provided [90]";

    @ParameterizedTest
    @EnumSource(Action.class)
    void takesASuccessAsWritten(Action action) {
        assertThat(ItemRules.decide(action, new ItemAnswer(201, "", ""), 0)).isInstanceOf(Verdict.Written.class);
    }

    static Stream<Arguments> transientAnswers() {
        return Stream.of(
                Arguments.of(429, "es_rejected_execution_exception"),
                Arguments.of(429, "circuit_breaking_exception"),
                Arguments.of(503, "unavailable_shards_exception"),
                Arguments.of(500, "node_closed_exception"),
                Arguments.of(403, "cluster_block_exception"));
    }

    @ParameterizedTest
    @MethodSource("transientAnswers")
    void sendsAgainWhatTheClusterCannotTakeNow(int status, String type) {
        assertThat(ItemRules.decide(Action.INDEX, new ItemAnswer(status, type, "x"), 0))
                .isInstanceOf(Verdict.SendAgain.class);
    }

    static Stream<Arguments> recordErrors() {
        return Stream.of(
                Arguments.of(400, "document_parsing_exception"),
                Arguments.of(400, "mapper_parsing_exception"),
                Arguments.of(400, "illegal_argument_exception"),
                Arguments.of(400, "strict_dynamic_mapping_exception"),
                Arguments.of(400, "invalid_index_name_exception"));
    }

    @ParameterizedTest
    @MethodSource("recordErrors")
    void blamesTheRecordForWhatTheMappingRefuses(int status, String type) {
        assertThat(ItemRules.decide(Action.INDEX, new ItemAnswer(status, type, "x"), 0))
                .isInstanceOf(Verdict.Rejected.class);
    }

    static Stream<ItemAnswer> configurationErrors() {
        return Stream.of(
                new ItemAnswer(401, "security_exception", "x"),
                new ItemAnswer(403, "security_exception", "x"),
                new ItemAnswer(404, "index_not_found_exception", "x"),
                new ItemAnswer(400, "index_closed_exception", "x"),
                new ItemAnswer(400, "validation_exception", "this action would add [2] shards"),
                new ItemAnswer(
                        400,
                        "illegal_argument_exception",
                        "only write ops with an op_type of create are allowed in data streams"));
    }

    @ParameterizedTest
    @MethodSource("configurationErrors")
    void givesUpWhereEveryRecordWouldFail(ItemAnswer answer) {
        assertThat(ItemRules.decide(Action.INDEX, answer, 0)).isInstanceOf(Verdict.Hopeless.class);
    }

    @Test
    void takesAConflictOnCreateAsAlreadyThere() {
        assertThat(ItemRules.decide(Action.CREATE, conflict(), 0)).isInstanceOf(Verdict.AlreadyThere.class);
    }

    @Test
    void takesAConflictWithAVersionOfItsOwnAsAlreadyThere() {
        assertThat(ItemRules.decide(Action.INDEX_VERSIONED, conflict(), 100)).isInstanceOf(Verdict.AlreadyThere.class);
    }

    @Test
    void givesUpOnAConflictWithAVersionOfSomebodyElse() {
        assertThat(ItemRules.decide(Action.INDEX_VERSIONED, conflict(), 99)).isInstanceOf(Verdict.Hopeless.class);
    }

    @Test
    void givesUpOnAConflictItDoesNotUnderstand() {
        var answer = new ItemAnswer(409, "version_conflict_engine_exception", "in other words");

        assertThat(ItemRules.decide(Action.INDEX_VERSIONED, answer, 100)).isInstanceOf(Verdict.Hopeless.class);
    }

    @Test
    void letsAnyHigherVersionWinWhereVersionsAreNotItsOwn() {
        assertThat(ItemRules.decide(Action.INDEX_VERSIONED, conflict(), Long.MAX_VALUE))
                .isInstanceOf(Verdict.AlreadyThere.class);
    }

    @Test
    void sendsAnUpdateInConflictAgain() {
        assertThat(ItemRules.decide(Action.UPDATE, conflict(), 0)).isInstanceOf(Verdict.SendAgain.class);
    }

    @Test
    void takesADocumentThatIsNotThereAsDeleted() {
        assertThat(ItemRules.decide(Action.DELETE_VERSIONED, new ItemAnswer(404, "", ""), 0))
                .isInstanceOf(Verdict.AlreadyThere.class);
    }

    private static ItemAnswer conflict() {
        return new ItemAnswer(409, "version_conflict_engine_exception", CONFLICT);
    }
}
