package io.leat.connectors.elasticsearch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Decides what becomes of a bulk request, by its answer alone. */
final class AnswerRules {

    private static final int SHOWN = 1000;

    private AnswerRules() {}

    /** @param count how many items the request has */
    static RequestVerdict decide(Cluster.Answer answer, int count) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return read(answer, count);
        }
        return switch (status) {
            case 413 ->
                new RequestVerdict.Halve(
                        new ItemAnswer(413, "content_too_long", "the document exceeds http.max_content_length"));
            case 400 -> new RequestVerdict.Halve(new ItemAnswer(400, "bad_request", text(answer.body())));
            case 401, 403 ->
                new RequestVerdict.Hopeless(
                        "Elasticsearch refused the credentials or their privileges (check connection.username,"
                                + " connection.password, connection.api.key): " + told(answer));
            case 408, 425, 429 -> new RequestVerdict.SendAgain(told(answer), answer.retryAfter());
            default ->
                status >= 500
                        ? new RequestVerdict.SendAgain(told(answer), answer.retryAfter())
                        : new RequestVerdict.Hopeless(
                                "is connection.url an Elasticsearch server? It answered " + told(answer));
        };
    }

    /** No answer came: the connection broke, timed out or carried nonsense; what is our own fault would happen again. */
    static RequestVerdict decide(Throwable noAnswer) {
        var cause =
                noAnswer instanceof CompletionException && noAnswer.getCause() != null ? noAnswer.getCause() : noAnswer;
        return cause instanceof RuntimeException || cause instanceof Error
                ? new RequestVerdict.Hopeless("the request cannot be sent: " + cause)
                : new RequestVerdict.SendAgain("no answer: " + cause, Optional.empty());
    }

    private static RequestVerdict read(Cluster.Answer answer, int count) {
        try {
            return new RequestVerdict.Answered(BulkAnswer.read(answer.body(), count));
        } catch (IOException e) {
            // A proxy may cut an answer short; writing the same items again does no harm.
            return new RequestVerdict.SendAgain(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static String told(Cluster.Answer answer) {
        return "status " + answer.status() + " " + text(answer.body());
    }

    private static String text(ByteBuffer body) {
        var shown = body.duplicate();
        shown.limit(Math.min(shown.limit(), shown.position() + SHOWN));
        return StandardCharsets.UTF_8.decode(shown).toString().strip();
    }
}
