package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.gateway.HostGate;

import java.net.URI;
import java.time.Clock;

/**
 * The gates to the hosts of one tenant. They outlive a change of its configuration as long as the hosts stay the same, so
 * that neither a limit begins anew nor a pause that a host asked for is forgotten (P10).
 */
record Gates(URI confluenceHost, URI platformHost, HostGate confluence, HostGate media, HostGate confluenceToken,
             HostGate platform, HostGate upload, HostGate platformToken) {

    static Gates of(TenantConfig tenant, Clock clock) {
        return new Gates(tenant.confluence().confluenceApiBase(), tenant.unique().ingestionServiceBaseUrl(),
                new HostGate("Confluence", tenant.confluence().apiRateLimitPerMinute(), clock),
                HostGate.open("Confluence's media host", clock), HostGate.open("Confluence's token endpoint", clock),
                new HostGate("The platform", tenant.unique().apiRateLimitPerMinute(), clock),
                HostGate.open("The upload host", clock), HostGate.open("The platform's token endpoint", clock));
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
        Gates ofConfluence = sameConfluence ? this : next;
        Gates ofPlatform = samePlatform ? this : next;
        return new Gates(next.confluenceHost, next.platformHost,
                ofConfluence.confluence, ofConfluence.media, ofConfluence.confluenceToken,
                ofPlatform.platform, ofPlatform.upload, ofPlatform.platformToken);
    }
}
