package io.leat.connect.api;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.SettingProblem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs an online check on a thread of its own and gives up on it in time. */
final class BoundedCheck {

    private static final String TIMEOUT_KEY = "connection.validation.timeout.ms";
    private static final String ENABLED_KEY = "validation.online.enabled";

    private BoundedCheck() {}

    static <S extends Record> List<SettingProblem> run(OnlineCheck<S> check, S settings, ValidationSettings limits) {
        if (!limits.enabled()) {
            return List.of();
        }
        var running = new FutureTask<>(() -> {
            var problems = new Problems();
            check.check(settings, problems);
            return problems.list();
        });
        var thread = new Thread(running, "validate-" + check.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        return await(running, limits);
    }

    private static List<SettingProblem> await(FutureTask<List<SettingProblem>> running, ValidationSettings limits) {
        try {
            return running.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return problem(
                    TIMEOUT_KEY,
                    "the connection could not be tried within "
                            + limits.timeout().toMillis() + " ms; check address and firewall, or raise this setting");
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return problem(ENABLED_KEY, "the worker stopped while the connection was tried");
        } catch (ExecutionException e) {
            return problem(ENABLED_KEY, "trying the connection failed: " + reason(e.getCause()));
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "without a reason";
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static List<SettingProblem> problem(String key, String message) {
        return List.of(new SettingProblem(key, message));
    }
}
