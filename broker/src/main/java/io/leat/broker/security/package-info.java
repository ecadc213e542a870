/** Who clients are and what they may do. Sees {@code log} and {@code topic} at most; handlers ask {@link io.leat.broker.security.Access}. */
@NullMarked
package io.leat.broker.security;

import org.jspecify.annotations.NullMarked;
