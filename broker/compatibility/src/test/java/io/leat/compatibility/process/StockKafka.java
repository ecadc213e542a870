package io.leat.compatibility.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache Kafka's programs out of its unmodified jars, each in a virtual machine of its own. */
public final class StockKafka {
    private StockKafka() {}

    /** The class with its arguments, on the class path of its distribution. */
    public static Program program(String mainClass, String... arguments) {
        return Program.of(java(jars(), mainClass, List.of(arguments)));
    }

    /** A class of these tests, on the tests' class path. */
    public static Program testProgram(Class<?> mainClass, String... arguments) {
        return Program.of(java(System.getProperty("java.class.path"), mainClass.getName(), List.of(arguments)));
    }

    private static String jars() {
        return System.getProperty("stock.kafka") + "/*";
    }

    private static String[] java(String classPath, String mainClass, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dlog4j2.configurationFile=" + logging(),
                "-cp",
                classPath,
                mainClass));
        command.addAll(arguments);
        return command.toArray(String[]::new);
    }

    private static Path logging() {
        return Path.of(System.getProperty("project.build.directory"), "test-classes", "stock-log4j2.properties");
    }
}
