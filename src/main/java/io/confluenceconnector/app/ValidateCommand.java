package io.confluenceconnector.app;

import io.confluenceconnector.config.ConfigurationException;
import io.confluenceconnector.config.ConfigurationProblem;
import io.confluenceconnector.config.EnvironmentSettings;
import io.confluenceconnector.config.TenantConfig;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

/** Checks what the start of the process checks, environment and tenant files, without running anything (P17). */
@Command(name = "validate", mixinStandardHelpOptions = true,
        description = "Check environment and tenant files and say every problem: file, line, field, what is wrong, what would be right.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no problem", "1:problems were found", "2:wrong usage"})
final class ValidateCommand implements Callable<Integer> {

    private static final String TENANT_FILES = "TENANT_CONFIG_PATH_PATTERN";

    private final Map<String, String> environment;
    private final Properties systemProperties;

    @Parameters(paramLabel = "<file, folder or pattern>", arity = "0..*",
            description = "Tenant files to check instead of those of " + TENANT_FILES + ".")
    private List<String> named = List.of();

    @Spec
    private CommandSpec spec;

    ValidateCommand() {
        this(System.getenv(), System.getProperties());
    }

    ValidateCommand(Map<String, String> environment, Properties systemProperties) {
        this.environment = new HashMap<>(environment);
        this.systemProperties = systemProperties;
    }

    @Override
    public Integer call() {
        LogSetup.configure(new LogSettings(Level.WARN, LogFormat.TEXT, DiagnosticsPolicy.CONCEAL, LogStream.STDERR));
        if (named.isEmpty() && !environment.containsKey(TENANT_FILES)) {
            spec.commandLine().getErr().println("Nothing to check: name files, or set " + TENANT_FILES + ".");
            return ExitCode.WRONG_CONFIGURATION.code();
        }
        named.forEach(name -> environment.put(TENANT_FILES, name));
        SecretResolver secrets = new SecretResolver(environment::get, (reference, why) -> { });
        List<ConfigurationProblem> problems = new ArrayList<>(environmentProblems(secrets));
        TenantConfigLoader loader = new TenantConfigLoader(secrets);
        TenantFiles files = named.isEmpty() ? loader.scan(environment.get(TENANT_FILES)) : loader.scanNamed(named);
        problems.addAll(files.problems());
        report(problems, files.tenants());
        return (problems.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURE).code();
    }

    private List<ConfigurationProblem> environmentProblems(SecretResolver secrets) {
        try {
            EnvironmentSettings.read(environment, systemProperties, secrets);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    private void report(List<ConfigurationProblem> problems, List<TenantConfig> valid) {
        PrintWriter out = spec.commandLine().getOut();
        if (!problems.isEmpty()) {
            out.println(new ConfigurationException(problems).getMessage());
        }
        valid.forEach(tenant -> out.println("Valid: " + tenant.name() + " (" + tenant.status().name().toLowerCase(Locale.ROOT) + ")"));
        out.flush();
    }
}
