package io.leat.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSetsTest {

    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private static Object value(Quickstart quickstart, long number) {
        return quickstart.records().value(new Dice(1, 0, number), number, AT);
    }

    @ParameterizedTest
    @EnumSource
    void dependOnTheirNumberAlone(Quickstart quickstart) {
        assertThat(value(quickstart, 12)).isEqualTo(value(quickstart, 12)).isNotEqualTo(value(quickstart, 13));
    }

    @ParameterizedTest
    @EnumSource
    void haveTheSameFieldsInEachRecord(Quickstart quickstart) {
        var first = shape(value(quickstart, 0));
        for (var number = 1; number < 500; number++) {
            assertThat(shape(value(quickstart, number))).isEqualTo(first);
        }
    }

    private static Object shape(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + shape(field.getValue()))
                    .toList();
        }
        return value instanceof List<?> list ? List.of(shape(list.get(0))) : "";
    }

    @Test
    void syslogLinesFollowRfc5424() {
        var form = Pattern.compile("<\\d{1,3}>1 2026-03-04T05:06:07\\.089Z [\\w.-]+ [\\w-]+ \\S+ \\S+ (-|\\[.+]) .+");
        for (var number = 0; number < 500; number++) {
            assertThat((String) value(Quickstart.SYSLOG, number)).matches(form);
        }
    }

    @Test
    void authLogLinesFollowRfc3164() {
        for (var number = 0; number < 500; number++) {
            assertThat((String) value(Quickstart.AUTH_LOG, number))
                    .matches("Mar  4 05:06:07 [\\w-]+ (sshd\\[\\d+]|sudo|CRON\\[\\d+]): .+");
        }
    }

    @Test
    void cefLinesHaveSevenFieldsBeforeTheirExtension() {
        for (var number = 0; number < 500; number++) {
            var parts = ((String) value(Quickstart.CEF, number)).split("\\|");

            assertThat(parts).hasSize(8);
            assertThat(parts[0]).isEqualTo("CEF:0");
            assertThat(Integer.parseInt(parts[6])).isBetween(0, 10);
            assertThat(parts[7]).matches("(\\w+=\\S+ ?)+");
        }
    }

    @Test
    void sarifResultsPointToTheirRule() {
        var run = (Map<?, ?>) ((List<?>) ((Map<?, ?>) value(Quickstart.SARIF, 5)).get("runs")).get(0);
        var rules = (List<?>) ((Map<?, ?>) ((Map<?, ?>) run.get("tool")).get("driver")).get("rules");

        assertThat((List<?>) run.get("results")).isNotEmpty().allSatisfy(each -> {
            var result = (Map<?, ?>) each;
            var rule = (Map<?, ?>) rules.get((Integer) result.get("ruleIndex"));
            assertThat(result.get("ruleId")).isEqualTo(rule.get("id"));
        });
    }

    @Test
    void diceFallOnEverySide() {
        var seen = new Integer[] {0, 0, 0, 0, 0, 0};
        for (var number = 0; number < 6_000; number++) {
            seen[new Dice(42, 0, number).below(6)]++;
        }

        assertThat(seen).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }
}
