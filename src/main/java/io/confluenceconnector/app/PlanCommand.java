package io.confluenceconnector.app;

import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.LogStream;
import io.confluenceconnector.logging.Terminal;
import io.confluenceconnector.plan.PlanJson;
import io.confluenceconnector.plan.PlanReport;
import io.confluenceconnector.plan.PlanText;
import io.confluenceconnector.plan.TenantPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What a sync would do, without writing anything anywhere (P17). */
@Command(name = "plan", mixinStandardHelpOptions = true,
        description = {"Tell what sync would do, and write nothing anywhere.", "",
            "Discovery, diff and all checks before deletions run as in sync, through the same routes; grants, claims, new"
                + " scopes, uploads, moves and deletions are left out, and the clients refuse them. So the service account must be"
                + " able to read the root scope already.", "",
            "The report goes to standard output, the log to standard error (LOG_LEVEL is warn and LOG_FORMAT is text unless set). Titles and ids are"
                + " masked unless LOGS_DIAGNOSTICS_DATA_POLICY=disclose."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the plan is made, whatever it says", "1:no plan could be made for some tenant; the report says why",
            "2:wrong configuration or usage"})
final class PlanCommand implements Callable<Integer> {

    @Option(names = "--tenant", paramLabel = "<name>", description = "Only this tenant; may be repeated.")
    private List<String> tenants = List.of();

    @Option(names = "--approve-deletions", description = "Plan for sync --approve-deletions.")
    private boolean approveDeletions;

    @Option(names = "--json", description = "As JSON with every item, as described in docs/plan.md.")
    private boolean json;

    @Option(names = "--items", paramLabel = "<n>", defaultValue = "10",
            description = "List at most so many items of each kind of change (default ${DEFAULT-VALUE}); the rest is counted.")
    private int items;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PlanReport report;
        try (Connector connector = Connector.start(quieter(System.getenv()), System.getProperties(), LogStream.STDERR, tenants,
                RunMode.PLAN)) {
            if (approveDeletions) {
                connector.approveDeletions();
            }
            List<TenantPlan> plans = ProgressBar.during(System.getenv(), connector::progress, connector::planOnce);
            report = new PlanReport(ConnectorVersion.current(), Instant.now().truncatedTo(ChronoUnit.SECONDS), approveDeletions,
                    plans);
        }
        print(report);
        return (report.isMade() ? ExitCode.SUCCESS : ExitCode.FAILURE).code();
    }

    private void print(PlanReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            PlanJson.write(report, out);
            out.println();
        } else {
            PlanText.of(report, Terminal.wantsColours(System.getenv()), Math.max(0, items)).forEach(out::println);
        }
        out.flush();
    }

    /** The report says it all; the log is for what goes wrong. */
    private static Map<String, String> quieter(Map<String, String> environment) {
        Map<String, String> quieter = new HashMap<>(environment);
        quieter.putIfAbsent("LOG_LEVEL", "warn");
        quieter.putIfAbsent("LOG_FORMAT", "text");
        return quieter;
    }
}
