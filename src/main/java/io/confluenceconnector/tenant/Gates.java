package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.gateway.HostGate;

import java.net.URI;
import java.time.Clock;

/**
 * The gates to the hosts of one tenant. They outlive a change of its configuration as long as the hosts stay the same, so
 * that neither a limit begins anew nor a pause that a host asked for is forgotten (P10).
 */
record Gates(URI confluenceHost, URI platformHost, HostGate confluence, HostGate platform, HostGate upload) {

    static Gates of(TenantConfig tenant, Clock clock) {
        return new Gates(tenant.confluence().confluenceApiBase(), tenant.unique().ingestionServiceBaseUrl(),
                new HostGate("Confluence", tenant.confluence().apiRateLimitPerMinute(), clock),
                new HostGate("The platform", tenant.unique().apiRateLimitPerMinute(), clock),
                HostGate.open("The upload host", clock));
    }

    /** Those that a changed configuration of the tenant uses. */
    Gates then(TenantConfig tenant, Clock clock) {
        Gates next = of(tenant, clock);
        boolean sameConfluence = confluenceHost.equals(next.confluenceHost);
        boolean samePlatform = platformHost.equals(next.platformHost);
        if (sameConfluence) {
            confluence.limit(tenant.confluence().apiRateLimitPerMinute());
        }
        if (samePlatform) {
            platform.limit(tenant.unique().apiRateLimitPerMinute());
        }
        return new Gates(next.confluenceHost, next.platformHost, sameConfluence ? confluence : next.confluence,
                samePlatform ? platform : next.platform, samePlatform ? upload : next.upload);
    }
}
