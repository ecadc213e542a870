/**
 * How much clients may take: quotas of users and client ids for what they move, for the partitions that they make and
 * delete and for the time of the server's threads, quotas of addresses for the connections that they open, stored with the
 * topics; and the measuring of all that.
 * {@link io.leat.broker.quota.Quotas} finds the quota that holds for a caller and counts against it; whoever serves the
 * caller makes it wait. May see {@code topic}.
 */
@NullMarked
package io.leat.broker.quota;

import org.jspecify.annotations.NullMarked;
