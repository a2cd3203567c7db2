package io.confluenceconnector.app;

import io.confluenceconnector.config.ConfigurationException;
import io.confluenceconnector.config.ConfigurationProblem;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.config.TenantFiles;
import io.confluenceconnector.logging.LogFormat;
import io.confluenceconnector.logging.LogSettings;
import io.confluenceconnector.logging.LogSetup;
import io.confluenceconnector.logging.LogStream;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.secret.SecretResolver;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Checks tenant files without running anything (P17). */
@Command(name = "validate", mixinStandardHelpOptions = true,
        description = "Check all tenant files and say every problem: file, line, field, what is wrong, what would be right.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no problem", "1:problems were found", "2:wrong usage"})
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<file or pattern>", arity = "0..*",
            description = "What to check instead of TENANT_CONFIG_PATH_PATTERN.")
    private List<String> patterns = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LogSetup.configure(new LogSettings(Level.WARN, LogFormat.TEXT, DiagnosticsPolicy.CONCEAL, LogStream.STDERR));
        PrintWriter out = spec.commandLine().getOut();
        String configured = System.getenv("TENANT_CONFIG_PATH_PATTERN");
        List<String> checked = patterns.isEmpty() && configured != null ? List.of(configured) : patterns;
        if (checked.isEmpty()) {
            spec.commandLine().getErr().println("Nothing to check: name files, or set TENANT_CONFIG_PATH_PATTERN.");
            return ExitCode.WRONG_CONFIGURATION.code();
        }
        TenantConfigLoader loader = new TenantConfigLoader(new SecretResolver(System::getenv, (reference, why) -> { }));
        List<TenantFiles> found = checked.stream().map(loader::scan).toList();
        List<ConfigurationProblem> problems = found.stream().flatMap(files -> files.problems().stream()).toList();
        if (!problems.isEmpty()) {
            out.println(new ConfigurationException(problems).getMessage());
        }
        Stream<String> valid = found.stream().flatMap(files -> files.tenants().stream())
                .map(tenant -> tenant.name() + " (" + tenant.status().name().toLowerCase(Locale.ROOT) + ")");
        valid.forEach(name -> out.println("Valid: " + name));
        out.flush();
        return (problems.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURE).code();
    }
}
