package io.confluenceconnector.app;

import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.LogStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** One cycle per tenant, side by side (P17). */
@Command(name = "sync", mixinStandardHelpOptions = true,
        description = {"Run one sync cycle per tenant, then exit.", "",
            "What needs a second consecutive cycle of one process, such as a deletion that only the search index confirms, is"
                + " reported as pending: plan shows it, and --approve-deletions carries it out."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success; held, vetoed or pending deletions alone included", "1:a cycle failed", "2:wrong configuration or usage", "3:some items failed"})
final class SyncCommand implements Callable<Integer> {

    @Option(names = "--tenant", paramLabel = "<name>", description = "Only this tenant; may be repeated.")
    private List<String> tenants = List.of();

    @Option(names = "--approve-deletions",
            description = "Also carry out deletions that are held or pending; never those that are vetoed.")
    private boolean approveDeletions;

    @Override
    public Integer call() throws Exception {
        try (Connector connector = Connector.start(System.getenv(), System.getProperties(), LogStream.STDOUT, tenants,
                RunMode.ON_DEMAND)) {
            if (approveDeletions) {
                connector.approveDeletions();
            }
            return ExitCode.of(ProgressBar.during(System.getenv(), connector::progress, connector::syncOnce)).code();
        }
    }
}
