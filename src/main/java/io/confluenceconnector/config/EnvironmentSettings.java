package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.logging.LogFormat;
import io.confluenceconnector.secret.SecretResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What the environment says about the process as a whole.
 *
 * @param tenantConfigPathPattern glob of the tenant files
 * @param port                    of {@code /probe} and {@code /health}; 0: any free one
 * @param metricsPort             of {@code /metrics}; 0: any free one
 * @param extraCaCertificates     PEM bundles added to the default roots (S14)
 * @param shutdownTimeout         how long items under way may take to finish (P19)
 * @param cluster                 empty: this process runs all tenants (P20)
 * @param extraRouteSchemes       component schemes beyond the allow-list (S24)
 * @param reloadInterval          time between two looks for changed files (P18)
 */
public record EnvironmentSettings(
        String tenantConfigPathPattern,
        int port,
        String metricsHost,
        int metricsPort,
        Path routesDirectory,
        LogLevel logLevel,
        LogFormat logFormat,
        DiagnosticsPolicy diagnosticsPolicy,
        List<Path> extraCaCertificates,
        HealthSettings health,
        ProxySettings proxy,
        Duration shutdownTimeout,
        Optional<ClusterSettings> cluster,
        Set<String> extraRouteSchemes,
        Duration reloadInterval) {

    public EnvironmentSettings {
        Checks.notBlank(tenantConfigPathPattern, "tenantConfigPathPattern");
        Checks.atLeast(0, port, "port");
        Checks.notBlank(metricsHost, "metricsHost");
        Checks.atLeast(0, metricsPort, "metricsPort");
        requireNonNull(routesDirectory, "routesDirectory");
        requireNonNull(logLevel, "logLevel");
        requireNonNull(logFormat, "logFormat");
        requireNonNull(diagnosticsPolicy, "diagnosticsPolicy");
        extraCaCertificates = List.copyOf(extraCaCertificates);
        requireNonNull(health, "health");
        requireNonNull(proxy, "proxy");
        requireNonNull(shutdownTimeout, "shutdownTimeout");
        requireNonNull(cluster, "cluster");
        extraRouteSchemes = Set.copyOf(extraRouteSchemes);
        requireNonNull(reloadInterval, "reloadInterval");
    }

    /**
     * Reads all variables, and refuses settings of the runtime that switch certificate checks off (S13).
     *
     * @throws ConfigurationException with every problem of every variable
     */
    public static EnvironmentSettings read(
            Map<String, String> environment, Properties systemProperties, SecretResolver secrets) {
        return new EnvironmentReader(environment, secrets).read(systemProperties);
    }
}
