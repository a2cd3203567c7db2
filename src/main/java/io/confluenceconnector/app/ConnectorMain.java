package io.confluenceconnector.app;

import picocli.CommandLine;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the process. */
public final class ConnectorMain {
    private ConnectorMain() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** As the log, whatever the locale: a container's usually knows ASCII only. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine() {
        return new CommandLine(new ConnectorCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(utf8(System.out)).setErr(utf8(System.err))
                .setExecutionExceptionHandler(new FailureReport());
    }
}
