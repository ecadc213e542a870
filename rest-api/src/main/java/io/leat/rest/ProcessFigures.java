package io.leat.rest;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Memory, threads, collections and processor time of the process, under the names that Prometheus' own clients use, so
 * that ready-made dashboards work. Read anew at each call; what the system does not tell is left out.
 */
final class ProcessFigures implements Supplier<List<Sample>> {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    @Override
    public List<Sample> get() {
        var samples = new ArrayList<Sample>();
        memory(samples);
        collections(samples);
        threads(samples);
        system(samples);
        return samples;
    }

    private static void memory(List<Sample> samples) {
        var bean = ManagementFactory.getMemoryMXBean();
        area(samples, "heap", bean.getHeapMemoryUsage());
        area(samples, "nonheap", bean.getNonHeapMemoryUsage());
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            var labels = Map.of("pool", pool.getName());
            samples.add(gauge(
                    "jvm_buffer_pool_used_bytes", "Bytes in use by a buffer pool.", labels, pool.getMemoryUsed()));
        }
    }

    private static void area(List<Sample> samples, String area, MemoryUsage usage) {
        var labels = Map.of("area", area);
        samples.add(gauge("jvm_memory_used_bytes", "Bytes in use of a memory area.", labels, usage.getUsed()));
        samples.add(
                gauge("jvm_memory_committed_bytes", "Bytes reserved for a memory area.", labels, usage.getCommitted()));
        samples.add(gauge(
                "jvm_memory_max_bytes", "Bytes a memory area may grow to, -1 if unlimited.", labels, usage.getMax()));
    }

    private static void collections(List<Sample> samples) {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            var labels = Map.of("gc", collector.getName());
            samples.add(counter(
                    "jvm_gc_collections_total", "Garbage collections.", labels, collector.getCollectionCount()));
            samples.add(counter(
                    "jvm_gc_collection_seconds_total",
                    "Time spent in garbage collections.",
                    labels,
                    collector.getCollectionTime() / 1e3));
        }
    }

    private static void threads(List<Sample> samples) {
        var threads = ManagementFactory.getThreadMXBean();
        samples.add(gauge("jvm_threads_current", "Live threads.", Map.of(), threads.getThreadCount()));
        samples.add(gauge("jvm_threads_peak", "Most live threads so far.", Map.of(), threads.getPeakThreadCount()));
    }

    private static void system(List<Sample> samples) {
        var start = ManagementFactory.getRuntimeMXBean().getStartTime();
        samples.add(gauge("process_start_time_seconds", "Start of the process, Unix time.", Map.of(), start / 1e3));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            samples.add(counter(
                    "process_cpu_seconds_total", "Processor time used.", Map.of(), system.getProcessCpuTime() / 1e9));
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            samples.add(
                    gauge("process_open_fds", "Open files and sockets.", Map.of(), unix.getOpenFileDescriptorCount()));
            samples.add(
                    gauge("process_max_fds", "Files and sockets allowed.", Map.of(), unix.getMaxFileDescriptorCount()));
        }
        residentBytes()
                .ifPresent(bytes -> samples.add(
                        gauge("process_resident_memory_bytes", "Memory resident in RAM.", Map.of(), bytes)));
    }

    /** Linux only: the line {@code VmRSS:   90112 kB}. */
    private static OptionalLong residentBytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> 1024
                            * Long.parseLong(line.substring(RESIDENT.length()).replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException notLinux) {
            return OptionalLong.empty();
        }
    }

    private static Sample gauge(String name, String help, Map<String, String> labels, double value) {
        return new Sample(name, help, Kind.GAUGE, labels, value);
    }

    private static Sample counter(String name, String help, Map<String, String> labels, double value) {
        return new Sample(name, help, Kind.COUNTER, labels, value);
    }
}
