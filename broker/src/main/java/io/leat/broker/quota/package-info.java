/**
 * How much clients may move: quotas of users and client ids, stored with the topics, and the measuring of what they move.
 * {@link io.leat.broker.quota.Quotas} finds the quota that holds for a caller and counts against it; whoever serves the
 * caller makes it wait. May see {@code topic}.
 */
@NullMarked
package io.leat.broker.quota;

import org.jspecify.annotations.NullMarked;
