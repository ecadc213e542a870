package io.leat.connectors.datagen;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A static analysis report in SARIF 2.1.0 (OASIS standard): one run, its rules, a few results. */
final class SarifReports {

    private static final List<Rule> RULES = List.of(
            new Rule("java/sql-injection", "Query built from user-controlled text", "error"),
            new Rule("java/weak-hash", "Weak cryptographic hash", "warning"),
            new Rule("java/hardcoded-credential", "Credential in source code", "error"),
            new Rule("java/unused-import", "Import that nothing uses", "note"));

    private SarifReports() {}

    private record Rule(String id, String text, String level) {}

    static Map<String, @Nullable Object> value(Dice dice, long number, Instant at) {
        var commit = dice.hex(40);
        return Document.of(
                "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                "version", "2.1.0",
                "runs",
                        List.of(Document.of(
                                "tool", Document.of("driver", driver()),
                                "invocations",
                                        List.of(Document.of("executionSuccessful", true, "endTimeUtc", at.toString())),
                                "versionControlProvenance",
                                        List.of(Document.of(
                                                "repositoryUri",
                                                "https://github.com/" + Company.NAME + "/" + Company.repository(dice),
                                                "revisionId",
                                                commit,
                                                "branch",
                                                "main")),
                                "results",
                                        IntStream.range(0, dice.between(1, 4))
                                                .mapToObj(i -> result(dice))
                                                .toList())));
    }

    private static Map<String, @Nullable Object> driver() {
        var rules = RULES.stream()
                .map(rule -> Document.of(
                        "id", rule.id(),
                        "shortDescription", Document.of("text", rule.text()),
                        "defaultConfiguration", Document.of("level", rule.level())))
                .toList();
        return Document.of("name", "acme-lint", "semanticVersion", "3.2.1", "rules", rules);
    }

    private static Map<String, @Nullable Object> result(Dice dice) {
        var index = dice.below(RULES.size());
        var rule = RULES.get(index);
        var location = Document.of(
                "artifactLocation",
                        Document.of("uri", "src/main/java/com/acme/" + dice.of("Cart", "Login", "Audit") + ".java"),
                "region", Document.of("startLine", dice.between(1, 400), "startColumn", dice.between(1, 80)));
        return Document.of(
                "ruleId", rule.id(),
                "ruleIndex", index,
                "level", rule.level(),
                "message", Document.of("text", rule.text()),
                "locations", List.of(Document.of("physicalLocation", location)),
                "partialFingerprints", Document.of("primaryLocationLineHash", dice.hex(16) + ":1"));
    }
}
