/**
 * What the log does to the file system itself: the data folder with its lock and format, the {@code Force} port through
 * which every byte that is promised becomes durable, files of checksummed entries, and the watch over free space. Sees
 * nothing of the other packages.
 */
@NullMarked
package io.leat.broker.disk;

import org.jspecify.annotations.NullMarked;
