/** Source offsets as records, in the primitive maps that every offset store holds. Depends on nothing. */
@NullMarked
package io.leat.connect.api.offset;

import org.jspecify.annotations.NullMarked;
