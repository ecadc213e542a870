package io.leat.connectors.elasticsearch;

/**
 * What Elasticsearch says of one item of a bulk request.
 *
 * @param status HTTP status of this item
 * @param type kind of the error such as {@code document_parsing_exception}; empty without an error
 * @param reason the error in words, cut to {@link BulkAnswer#MAX_REASON} characters; empty without an error
 */
record ItemAnswer(int status, String type, String reason) {

    static final ItemAnswer OK = new ItemAnswer(200, "", "");

    boolean successful() {
        return type.isEmpty() && status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "status " + status + " " + type + ": " + reason;
    }
}
