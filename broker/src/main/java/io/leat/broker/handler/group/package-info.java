/**
 * The requests of consumer groups: membership, offsets, description, and where a coordinator is. A handler checks access,
 * turns topic ids into names and back, and hands the request to {@link io.leat.broker.group.GroupRequests}; none of them
 * blocks. {@link io.leat.broker.handler.group.GroupHandlers} is the way in.
 */
@NullMarked
package io.leat.broker.handler.group;

import org.jspecify.annotations.NullMarked;
