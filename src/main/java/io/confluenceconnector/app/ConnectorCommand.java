package io.confluenceconnector.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

import java.util.concurrent.Callable;

/** The command line; without a command it runs the service. */
@Command(name = "confluence-connector", mixinStandardHelpOptions = true, versionProvider = ConnectorVersion.class,
        description = {"Keeps labelled Confluence pages and their attachments in step with the Unique knowledge base.",
                "", "Everything is configured by environment variables and tenant files (docs/configuration.md)."},
        subcommands = {RunCommand.class, SyncCommand.class, PlanCommand.class, ValidateCommand.class, HelpCommand.class},
        synopsisSubcommandLabel = "[run | sync | plan | validate]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success; held, vetoed or pending deletions alone included",
            "1:a cycle failed, validate found problems, or plan could not be made",
            "2:wrong configuration or usage",
            "3:sync: some items failed"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  confluence-connector validate tenants",
            "  confluence-connector plan --tenant acme --items 50",
            "  confluence-connector sync --tenant acme",
            "  confluence-connector run"})
final class ConnectorCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return new RunCommand().call();
    }
}
