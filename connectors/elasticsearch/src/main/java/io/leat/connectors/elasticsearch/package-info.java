/**
 * The Elasticsearch sink: records become documents, documents become bulk requests.
 *
 * <p>How a record goes: {@link io.leat.connectors.elasticsearch.ElasticsearchSinkWriter} hands it to {@code Documents},
 * which writes the two lines of a bulk request (what to do, and the document) as bytes; that is the only time the record
 * is serialised. The bytes collect in a {@code Bulk} of a {@code Lane}. A lane has one request under way at a time and
 * sends the next only when every item of the former is settled, so that what must stay in order goes through one lane. An
 * answer is read by {@code BulkAnswer}, judged request by request ({@code AnswerRules}) and item by item
 * ({@code ItemRules}); both are pure. Items to be sent again are slices of the same bytes.
 *
 * <p>A record is settled when Elasticsearch has the document, or when the dead-letter queue has the record; the offsets
 * that the task vouches for are those before the first record that is not settled.
 *
 * <p>Three threads meet here: the task's (put, preCommit, and all calls of the worker's context), the HTTP client's
 * (answers) and one timer (linger and retries). What they share is guarded by the lock of {@code Delivery}.
 */
@NullMarked
package io.leat.connectors.elasticsearch;

import org.jspecify.annotations.NullMarked;
