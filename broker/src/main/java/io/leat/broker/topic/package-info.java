/**
 * The topics and their settings: a small log of metadata entries is the truth, the folders of the partitions follow it.
 * May see {@code log} and {@code disk}.
 */
@NullMarked
package io.leat.broker.topic;

import org.jspecify.annotations.NullMarked;
