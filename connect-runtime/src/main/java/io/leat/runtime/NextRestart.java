package io.leat.runtime;

import java.time.Instant;

/**
 * The restart that a failed connector or task gets by itself.
 *
 * @param inARow how many it will have been without a lasting success in between, from 1
 * @param due when
 */
public record NextRestart(int inARow, Instant due) {}
