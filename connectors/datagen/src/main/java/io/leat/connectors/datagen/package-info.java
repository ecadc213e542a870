/**
 * Generates records: {@link io.leat.connectors.datagen.DatagenSource} opens a reader per task; the reader asks the pace how
 * many records are due and the record maker for each of them; a record set ({@link
 * io.leat.connectors.datagen.Quickstart}) turns a number into a value by throwing dice that are seeded with it. Nothing
 * keeps state but the number of the next record, which is the source offset.
 */
@NullMarked
package io.leat.connectors.datagen;

import org.jspecify.annotations.NullMarked;
