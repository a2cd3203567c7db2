package io.confluenceconnector.app;

import io.confluenceconnector.cluster.ClusterStartException;
import io.confluenceconnector.config.ConfigurationException;
import io.confluenceconnector.health.PortUnavailableException;
import io.confluenceconnector.logging.SafeError;
import io.confluenceconnector.routes.RouteFilesRejectedException;
import io.confluenceconnector.tenant.TenantStartException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells on stderr why the process could not start, without a stack trace and without secrets (S9). */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        boolean ours = failure instanceof ConfigurationException || failure instanceof StartRefusedException
                || failure instanceof TenantStartException
                || failure instanceof RouteFilesRejectedException
                || failure instanceof ClusterStartException
                || failure instanceof PortUnavailableException;
        commandLine.getErr().println(ours ? failure.getMessage()
                : "The connector could not start: " + SafeError.describe(failure));
        return (ours ? ExitCode.WRONG_CONFIGURATION : ExitCode.FAILURE).code();
    }
}
