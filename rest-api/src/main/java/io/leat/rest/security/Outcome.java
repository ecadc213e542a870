package io.leat.rest.security;

import java.time.Duration;

/** What came of looking at a request's credentials. */
sealed interface Outcome {

    /** They are right, and belong to {@code name}. */
    record Known(String name) implements Outcome {}

    /** There are none, or not of a kind that is switched on. */
    record Missing() implements Outcome {}

    /** They are wrong. @param delay how long to hold back the answer */
    record Wrong(Duration delay) implements Outcome {}

    /** They were not looked at: too many wrong ones came from there, or too many wait to be checked. */
    record TooMany() implements Outcome {}
}
