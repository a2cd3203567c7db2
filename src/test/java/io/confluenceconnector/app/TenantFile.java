package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

/** Tenant files, ending with section {@code ingestion}, of processes between a simulated Confluence and a simulated platform, with limits that nobody reaches. */
public final class TenantFile {

    private TenantFile() {
    }

    /** A Data Center signed in to by the token in the environment variable {@code PAT}. */
    static String dataCenter(ConfluenceSimulator confluence, PlatformSimulator platform, String rootScope, String... sections) {
        return dataCenter(confluence.baseUrl(), platform, rootScope, sections);
    }

    /** The same at an address where nobody needs to be. @param sections further lines, such as {@code processing: {concurrency: 4}} */
    static String dataCenter(String baseUrl, PlatformSimulator platform, String rootScope, String... sections) {
        return """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: pat, token: os.environ/PAT}
                """.formatted(baseUrl) + rest(platform, rootScope, sections);
    }

    /** A Cloud site signed in to by OAuth, with the client secret in the environment variable {@code SECRET}. */
    public static String cloud(ConfluenceSimulator confluence, PlatformSimulator platform, String rootScope, String... sections) {
        return """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/SECRET, tokenUrl: "%s"}
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(), confluence.clientId(),
                confluence.tokenUrl()) + rest(platform, rootScope, sections);
    }

    private static String rest(PlatformSimulator platform, String rootScope, String... sections) {
        return """
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                %singestion:
                  scopeId: %s
                """.formatted(platform.ingestionUrl(), platform.scopeManagementUrl(),
                sections.length == 0 ? "" : String.join("\n", sections) + "\n", rootScope);
    }
}
