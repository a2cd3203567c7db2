package io.confluenceconnector.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The remote systems, with what an operator can do about each of their refusals. */
public enum RemoteSystem {
    CONFLUENCE("Confluence") {
        @Override
        String remedy(int status) {
            return switch (status) {
                case 400 -> "The query or cursor was refused; if it repeats, report it as a defect of the connector.";
                case 401 -> "Check the tenant's credentials in confluence.auth: wrong, expired or revoked.";
                case 403 -> "The account may not read this: grant it access to the product and the space, or look for"
                        + " an IP allow-list.";
                case 404 -> "It is absent or not visible to the account; for every call alike, check confluence.baseUrl"
                        + " and confluence.cloudId.";
                case 410 -> "The endpoint was removed by Atlassian: update the connector, and report it as a defect.";
                case 413, 414 -> "The request was too large: report it as a defect of the connector.";
                default -> status >= 300 && status < 400
                        ? "It redirects elsewhere, which is not followed: set confluence.baseUrl to the final address."
                        : "Report it as a defect of the connector.";
            };
        }
    },
    CONFLUENCE_TOKEN("Confluence's token endpoint") {
        @Override
        String remedy(int status) {
            return "Check clientId, clientSecret and tokenUrl in confluence.auth.";
        }
    },
    PLATFORM("the platform") {
        @Override
        String remedy(int status) {
            return switch (status) {
                case 401 -> "Check the credentials in the tenant's unique section.";
                case 403 -> "The service account lacks a permission on the platform.";
                case 404 -> "Check ingestionServiceBaseUrl and scopeManagementServiceBaseUrl.";
                case 413 -> "The content is larger than the platform accepts: lower ingestion.attachments.maxFileSizeMb.";
                default -> "The platform refused the request: compare the versions of connector and platform.";
            };
        }
    },
    PLATFORM_TOKEN("the platform's token endpoint") {
        @Override
        String remedy(int status) {
            return "Check zitadelOauthTokenUrl, zitadelClientId, zitadelClientSecret and zitadelProjectId in unique.";
        }
    },
    UPLOAD("the upload address") {
        @Override
        String remedy(int status) {
            return status == 403
                    ? "The upload address was refused: it has expired, or a proxy stands in between."
                    : "The storage refused the upload.";
        }
    };

    private static final Map<String, RemoteSystem> BY_SCHEME = Stream.of(values()).collect(Collectors.toMap(
            system -> system.name().toLowerCase(Locale.ROOT).replace('_', '-'), Function.identity()));

    private final String title;

    RemoteSystem(String title) {
        this.title = title;
    }

    /** The system that a guarded endpoint of routes, such as {@code confluence:api}, sends to; empty for any other endpoint. */
    public static Optional<RemoteSystem> ofEndpoint(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.ofNullable(BY_SCHEME.get(uri.substring(0, colon)));
    }

    abstract String remedy(int status);

    /** Whether all it is asked for is a token: its refusal concerns every call that needs one. */
    boolean givesTokens() {
        return this == CONFLUENCE_TOKEN || this == PLATFORM_TOKEN;
    }

    /** For the 401 that names a missing scope: no other token would help. */
    String missingScope() {
        return "The token lacks a scope for this endpoint: add the scope to the credential (docs/permissions.md lists"
                + " them per endpoint).";
    }

    @Override
    public String toString() {
        return title;
    }
}
