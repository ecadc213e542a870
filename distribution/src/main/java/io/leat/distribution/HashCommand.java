package io.leat.distribution;

import io.leat.broker.security.ScramFile;
import io.leat.rest.security.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat hash}: makes the lines of the files that authentication reads. */
@Command(
        name = "hash",
        description = {
            "Prints a line for rest.users.file, with --token one for rest.tokens.file, or with --scram the lines for",
            "scram.users.file, the users of Kafka clients.",
            "The password is read from the terminal or from standard input, never from the command line."
        },
        mixinStandardHelpOptions = true)
final class HashCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Who it is for.")
    private String name = "";

    @Option(names = "--token", description = "Make a bearer token: it is printed once, the file gets its hash.")
    private boolean token;

    @Option(names = "--scram", description = "Make the lines of a user that logs in with SCRAM.")
    private boolean scram;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartException, IOException {
        var out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        try {
            print(out);
        } catch (IllegalArgumentException e) {
            throw StartException.configuration(List.of(String.valueOf(e.getMessage())));
        }
        out.flush();
        return 0;
    }

    private void print(PrintWriter out) throws StartException, IOException {
        if (token) {
            var made = Credentials.newToken(name, new SecureRandom());
            out.println("token (shown only now): " + made.token());
            out.println(made.line());
        } else if (scram) {
            ScramFile.lines(name, password()).forEach(out::println);
        } else {
            out.println(Credentials.userLine(name, password(), new SecureRandom()));
        }
    }

    private char[] password() throws StartException, IOException {
        var console = System.console();
        if (console != null) {
            return console.readPassword("Password for %s: ", name);
        }
        var line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (line == null || line.isEmpty()) {
            throw StartException.configuration(List.of("a password is needed on standard input"));
        }
        return line.toCharArray();
    }
}
