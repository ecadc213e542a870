/**
 * Dead letters as values: what is written of a record that failed, why it failed, and what was decided about it.
 *
 * <p>{@link io.leat.runtime.letters.LetterHeaders} puts the failure into headers beside the record; {@link
 * io.leat.runtime.letters.RecordJson} keeps a record that has no bytes yet; {@link
 * io.leat.runtime.letters.Fingerprint} tells which failures have the same cause. Read back from the dead-letter topic a
 * record is a {@link io.leat.runtime.letters.Letter}. The topic is only ever appended to, so that what becomes of a letter
 * is a {@link io.leat.runtime.letters.Decision} under its {@link io.leat.runtime.letters.LetterId}, kept elsewhere
 * ({@code runtime.state}). Nothing here reads or writes the log; tasks ({@code runtime.task}) and requests do.
 */
@NullMarked
package io.leat.runtime.letters;

import org.jspecify.annotations.NullMarked;
