package io.leat.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with the worker's settings, at once. The message has one line per problem and holds no secrets. */
public final class ConfigProblemsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigProblemsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
