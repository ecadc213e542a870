/** kcat, and with it librdkafka in the version that Debian has. */
@NullMarked
package io.leat.compatibility.kcat;

import org.jspecify.annotations.NullMarked;
