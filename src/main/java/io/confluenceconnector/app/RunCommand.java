package io.confluenceconnector.app;

import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.LogStream;
import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;

/** Runs until the process is told to stop (P1, P19). */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = {"Run the service: one sync cycle per tenant at once, then by each tenant's schedule (default).", "",
            "Ends on SIGTERM or SIGINT: no new work starts, and items under way get SHUTDOWN_TIMEOUT_SECONDS to finish."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped in order (143 when a signal ended it)", "1:an unexpected failure at the start",
            "2:wrong configuration or usage"})
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        try (Connector connector = Connector.start(System.getenv(), System.getProperties(), LogStream.STDOUT, List.of(),
                RunMode.SERVICE)) {
            connector.awaitStop();
        }
        return ExitCode.SUCCESS.code();
    }
}
