package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.util.HashSet;
import java.util.Set;

/** The combinations of Confluence product, its authentication, and the way to the platform. */
enum Setup {
    /** Two-legged OAuth, with the scope that lets deletions be confirmed past the search index. */
    CLOUD(true, true, Auth.OAUTH),
    /** Two-legged OAuth with the smallest set of scopes: deletions are confirmed by the search index alone. */
    CLOUD_WITHOUT_PAGE_SCOPE(true, true, Auth.OAUTH),
    CLOUD_IN_CLUSTER(true, false, Auth.OAUTH),
    DATA_CENTER(false, false, Auth.PERSONAL_ACCESS_TOKEN),
    DATA_CENTER_OAUTH(false, true, Auth.OAUTH),
    DATA_CENTER_BASIC(false, true, Auth.BASIC);

    private static final String READ_PAGES = "read:page:confluence";

    private enum Auth { OAUTH, PERSONAL_ACCESS_TOKEN, BASIC }

    private final boolean cloud;
    private final boolean external;
    private final Auth auth;

    Setup(boolean cloud, boolean external, Auth auth) {
        this.cloud = cloud;
        this.external = external;
        this.auth = auth;
    }

    boolean isCloud() {
        return cloud;
    }

    /** Whether the platform is reached from outside its cluster, by a service user of the identity provider. */
    boolean isExternal() {
        return external;
    }

    ConfluenceSimulator startConfluence() {
        if (!cloud) {
            return ConfluenceSimulator.dataCenter("/confluence");
        }
        ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
        if (this != CLOUD_WITHOUT_PAGE_SCOPE) {
            Set<String> scopes = new HashSet<>(ConfluenceSimulator.DEFAULT_SCOPES);
            scopes.add(READ_PAGES);
            confluence.grantScopes(scopes);
        }
        return confluence;
    }

    String confluenceYaml(ConfluenceSimulator confluence) {
        String instance = cloud
                ? "instanceType: cloud\ncloudId: %s\napiBaseUrl: %s\n"
                        .formatted(confluence.cloudId(), confluence.apiBaseUrl())
                : "instanceType: data-center\n";
        return instance + "baseUrl: " + confluence.baseUrl() + "\nauth:\n" + authYaml(confluence).indent(2);
    }

    private String authYaml(ConfluenceSimulator confluence) {
        return switch (auth) {
            case OAUTH -> "mode: oauth_2lo\nclientId: %s\nclientSecret: os.environ/CLIENT_SECRET\ntokenUrl: %s"
                    .formatted(confluence.clientId(), confluence.tokenUrl());
            case PERSONAL_ACCESS_TOKEN -> "mode: pat\ntoken: os.environ/PAT";
            case BASIC -> "mode: basic\nusername: os.environ/USERNAME\npassword: os.environ/PASSWORD";
        };
    }

    String platformYaml(PlatformSimulator platform) {
        return external
                ? """
                serviceAuthMode: external
                zitadelOauthTokenUrl: %s
                zitadelClientId: %s
                zitadelProjectId: "%s"
                zitadelClientSecret: os.environ/ZITADEL_SECRET
                """.formatted(platform.zitadelTokenUrl(), platform.zitadelClientId(), platform.zitadelProjectId())
                : """
                serviceAuthMode: cluster_local
                serviceExtraHeaders:
                  x-company-id: company-1
                  x-user-id: user-1
                """;
    }
}
