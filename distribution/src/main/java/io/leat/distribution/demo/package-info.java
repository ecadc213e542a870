/**
 * {@code leat demo}: a shop's log and its GitHub webhooks, played by this process, flow through topics into files or
 * Elasticsearch. It uses nothing but what any user has: the REST API, a file that grows and an HTTP endpoint.
 */
@NullMarked
package io.leat.distribution.demo;

import org.jspecify.annotations.NullMarked;
