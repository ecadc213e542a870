package io.leat.connectors.elasticsearch;

/** What is to be done about one item of a bulk request, after its answer. */
sealed interface Verdict {

    /** Elasticsearch has the document. */
    record Written() implements Verdict {}

    /** Elasticsearch had the document, or a newer one, before. */
    record AlreadyThere() implements Verdict {}

    /** The cluster could not take it now: send it again. */
    record SendAgain(String reason) implements Verdict {}

    /** This document is at fault: it is the record's error. */
    record Rejected(ItemAnswer answer) implements Verdict {}

    /** Configuration or permissions are at fault: every record would fare like this one, so the task has to end. */
    record Hopeless(String reason) implements Verdict {}
}
