package io.leat.distribution;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code leat server}, {@code leat demo}, {@code leat hash}. */
@Command(
        name = "leat",
        description = "The connector platform that needs no cluster to start.",
        subcommands = {ServerCommand.class, DemoCommand.class, HashCommand.class},
        versionProvider = Version.Lines.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start here: leat demo"})
public final class Leat {

    /** The configuration or the command line is wrong; nothing was started. */
    static final int EXIT_CONFIG = 2;

    /** Something outside the configuration kept it from starting: a busy port, a locked folder, a full disk. */
    static final int EXIT_START = 1;

    private Leat() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("demo")) {
            // What the demo tells is not to drown in what the server logs.
            System.setProperty("leat.log.level", System.getProperty("leat.log.level", "WARN"));
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Leat())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (exception instanceof StartException) {
                        commandLine.getErr().println("leat: " + exception.getMessage());
                        return ((StartException) exception).exitCode();
                    }
                    throw exception;
                });
    }
}
