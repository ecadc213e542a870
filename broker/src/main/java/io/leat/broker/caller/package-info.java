/**
 * Who asks, where nobody is connected: Kafka's libraries want to know the caller of every request, also of those that this
 * process makes itself. Sees nothing of the other packages.
 */
@NullMarked
package io.leat.broker.caller;

import org.jspecify.annotations.NullMarked;
