package io.leat.connectors.datagen;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trivy's JSON report of a container image, schema version 2, with made-up vulnerabilities. */
final class TrivyReports {

    private TrivyReports() {}

    static Map<String, @Nullable Object> value(Dice dice, long number, Instant at) {
        var image = "registry.example.com/" + Company.NAME + "/" + Company.repository(dice);
        var tag = image + ":1." + dice.below(40) + "." + dice.below(10);
        return Document.of(
                "SchemaVersion",
                2,
                "CreatedAt",
                at.toString(),
                "ArtifactName",
                tag,
                "ArtifactType",
                "container_image",
                "Metadata",
                Document.of(
                        "OS", Document.of("Family", "debian", "Name", dice.of("12.9", "12.11", "13.1")),
                        "ImageID", "sha256:" + dice.hex(64),
                        "RepoTags", List.of(tag),
                        "RepoDigests", List.of(image + "@sha256:" + dice.hex(64))),
                "Results",
                List.of(
                        result(dice, tag + " (debian)", "os-pkgs", "debian"),
                        result(dice, "app/app.jar", "lang-pkgs", "jar")));
    }

    private static Map<String, @Nullable Object> result(Dice dice, String target, String kind, String type) {
        return Document.of(
                "Target", target,
                "Class", kind,
                "Type", type,
                "Vulnerabilities",
                        IntStream.range(0, dice.between(1, 4))
                                .mapToObj(i -> vulnerability(dice))
                                .toList());
    }

    private static Map<String, @Nullable Object> vulnerability(Dice dice) {
        var id = "CVE-" + dice.between(2022, 2026) + "-" + dice.between(90_000, 99_999);
        var fixed = dice.percent(70);
        var installed = dice.between(1, 5) + "." + dice.below(20) + "." + dice.below(10);
        return Document.of(
                "VulnerabilityID",
                id,
                "PkgName",
                dice.of("openssl", "zlib1g", "libc6", "curl", "log-facade", "json-parser", "http-core"),
                "InstalledVersion",
                installed,
                "FixedVersion",
                fixed ? installed + "-1" : "",
                "Status",
                fixed ? "fixed" : "affected",
                "SeveritySource",
                "nvd",
                "PrimaryURL",
                "https://avd.aquasec.com/nvd/" + id.toLowerCase(Locale.ROOT),
                "Title",
                dice.of("out-of-bounds read", "use after free", "request smuggling", "path traversal"),
                "Severity",
                dice.of("LOW", "MEDIUM", "MEDIUM", "HIGH", "CRITICAL"),
                "CVSS",
                Document.of("nvd", Document.of("V3Score", dice.between(20, 99) / 10.0)),
                "PublishedDate",
                dice.between(2022, 2026) + "-0" + dice.between(1, 9) + "-1" + dice.below(10) + "T12:00:00Z");
    }
}
