package io.confluenceconnector.config;

import java.time.Duration;

/**
 * When {@code /health} says that something is down.
 *
 * @param syncHistorySize            cycles per tenant that are looked at
 * @param syncTenantFailureThreshold share of failed cycles, 0 to 1, above which a tenant is failing
 * @param connectivityTimeout        how long a remote system may take to answer
 */
public record HealthSettings(int syncHistorySize, double syncTenantFailureThreshold, Duration connectivityTimeout) {

    public HealthSettings {
        Checks.atLeast(1, syncHistorySize, "syncHistorySize");
        if (syncTenantFailureThreshold < 0 || syncTenantFailureThreshold > 1) {
            throw new IllegalArgumentException(
                    "syncTenantFailureThreshold must be 0 to 1 but is " + syncTenantFailureThreshold);
        }
        if (connectivityTimeout.isNegative() || connectivityTimeout.isZero()) {
            throw new IllegalArgumentException("connectivityTimeout must be positive but is " + connectivityTimeout);
        }
    }
}
