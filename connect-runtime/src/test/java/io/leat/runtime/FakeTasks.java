package io.leat.runtime;

import io.leat.runtime.task.RunningTask;
import io.leat.runtime.task.TaskListener;
import io.leat.runtime.task.TaskServices;
import io.leat.runtime.task.TaskSpec;
import io.leat.runtime.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tasks that do nothing but remember what they were told. */
final class FakeTasks implements Tasks, TaskRuntime {

    final List<FakeTask> all = new CopyOnWriteArrayList<>();
    volatile boolean stopsInTime = true;

    @Override
    public Opened open(TaskServices services) {
        return new Opened(this, List::of);
    }

    @Override
    public RunningTask start(TaskSpec spec, TaskListener listener) {
        var task = new FakeTask(spec, listener);
        all.add(task);
        if (spec.target() == TargetState.PAUSED) {
            listener.paused(spec.id());
        } else {
            listener.running(spec.id(), "1.0");
        }
        return task;
    }

    List<FakeTask> running() {
        return all.stream().filter(task -> !task.stopped).toList();
    }

    Optional<FakeTask> running(String connector, int task) {
        var id = new ConnectorTaskId(connector, task);
        return running().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    @Override
    public List<TaskDetail> details(String connector) {
        return List.of();
    }

    @Override
    public void close() {}

    final class FakeTask implements RunningTask {

        final TaskSpec spec;
        final TaskListener listener;
        volatile boolean stopped;
        volatile boolean abandoned;

        FakeTask(TaskSpec spec, TaskListener listener) {
            this.spec = spec;
            this.listener = listener;
        }

        @Override
        public ConnectorTaskId id() {
            return spec.id();
        }

        @Override
        public void pause() {
            listener.paused(id());
        }

        @Override
        public void resume() {
            listener.resumed(id());
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public boolean await(Duration timeout) {
            return stopsInTime;
        }

        @Override
        public void abandon() {
            abandoned = true;
        }

        @Override
        public void fence() {
            abandoned = true;
        }
    }
}
