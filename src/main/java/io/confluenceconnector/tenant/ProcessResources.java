package io.confluenceconnector.tenant;

import io.confluenceconnector.http.HttpProxy;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.micrometer.core.instrument.MeterRegistry;

import javax.management.MBeanServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What all tenants of a process share: nothing that could tell one of them about another (S15).
 *
 * @param routes            the directory of the route files
 * @param extraRouteSchemes component schemes that route files may use beyond the allow-list (S24)
 */
public record ProcessResources(Path routes, TrustedCertificates certificates, Optional<HttpProxy> proxy,
                               Timeouts timeouts, Duration shutdownTimeout, MeterRegistry meters, MBeanServer mbeans,
                               Clock clock, Set<String> extraRouteSchemes) {
    public ProcessResources {
        Objects.requireNonNull(routes, "routes");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(shutdownTimeout, "shutdownTimeout");
        Objects.requireNonNull(meters, "meters");
        Objects.requireNonNull(mbeans, "mbeans");
        Objects.requireNonNull(clock, "clock");
        extraRouteSchemes = Set.copyOf(extraRouteSchemes);
    }

}
