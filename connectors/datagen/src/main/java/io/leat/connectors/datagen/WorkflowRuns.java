package io.leat.connectors.datagen;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of GitHub's {@code workflow_run} webhook, with the fields that consumers use. */
final class WorkflowRuns {

    private WorkflowRuns() {}

    static Map<String, @Nullable Object> value(Dice dice, long number, Instant at) {
        var repository = Company.repository(dice);
        var person = account(Company.person(dice), dice);
        var completed = dice.percent(60);
        return Document.of(
                "action", completed ? "completed" : dice.of("requested", "in_progress"),
                "workflow_run", run(dice, number, at, repository, person, completed),
                "workflow", workflow(dice, repository),
                "repository", repository(dice, repository),
                "organization", Document.of("login", Company.NAME, "id", 4_711_000),
                "sender", person);
    }

    private static Map<String, @Nullable Object> run(
            Dice dice,
            long number,
            Instant at,
            String repository,
            Map<String, @Nullable Object> person,
            boolean completed) {
        var id = 9_000_000_000L + number;
        var api = "https://api.github.com/repos/" + Company.NAME + "/" + repository + "/actions/runs/" + id;
        return Document.of(
                "id",
                id,
                "name",
                dice.of("CI", "Build", "Release", "CodeQL", "Nightly"),
                "head_branch",
                dice.percent(70) ? "main" : "feature/" + dice.of("login", "cart", "cache", "audit"),
                "head_sha",
                dice.hex(40),
                "path",
                ".github/workflows/" + dice.of("ci", "build", "release") + ".yml",
                "run_number",
                1 + number % 10_000,
                "run_attempt",
                dice.percent(90) ? 1 : 2,
                "event",
                dice.of("push", "push", "pull_request", "schedule", "workflow_dispatch"),
                "status",
                completed ? "completed" : dice.of("queued", "in_progress"),
                "conclusion",
                completed ? dice.of("success", "success", "success", "failure", "cancelled", "timed_out") : null,
                "url",
                api,
                "html_url",
                api.replace("api.github.com/repos", "github.com"),
                "created_at",
                at.minusSeconds(dice.between(20, 1800)).toString(),
                "updated_at",
                at.toString(),
                "actor",
                person,
                "triggering_actor",
                person);
    }

    private static Map<String, @Nullable Object> workflow(Dice dice, String repository) {
        return Document.of(
                "id",
                100_000 + Math.floorMod(repository.hashCode(), 100_000),
                "name",
                dice.of("CI", "Build", "Release"),
                "path",
                ".github/workflows/ci.yml",
                "state",
                "active");
    }

    private static Map<String, @Nullable Object> repository(Dice dice, String repository) {
        return Document.of(
                "id",
                500_000_000 + Math.floorMod(repository.hashCode(), 1_000_000),
                "name",
                repository,
                "full_name",
                Company.NAME + "/" + repository,
                "private",
                true,
                "owner",
                Document.of("login", Company.NAME, "id", 4_711_000, "type", "Organization"),
                "default_branch",
                "main",
                "visibility",
                dice.of("private", "internal"));
    }

    private static Map<String, @Nullable Object> account(String login, Dice dice) {
        return Document.of(
                "login", login, "id", 1_000 + login.hashCode() % 1_000, "type", dice.of("User", "User", "Bot"));
    }
}
