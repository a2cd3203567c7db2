package io.confluenceconnector.app;

import picocli.CommandLine;

/** Entry point of the process. */
public final class ConnectorMain {
    private ConnectorMain() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ConnectorCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport());
    }
}
