package io.confluenceconnector.http;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the HTTP clients of one tenant need to know; tenants share none of it but {@code certificates} (S15).
 *
 * @param confluenceBase           address that all calls of the tenant's Confluence start with; read-only for everybody (S1)
 * @param reachable                what health checks may ask for an answer of any kind, without credentials
 * @param confluenceTokenUrl       where Confluence tokens come from, when the authentication mode has tokens
 * @param platformBases            base addresses of the platform's services, which may have paths
 * @param platformTokenUrl         where platform tokens come from, in external mode
 * @param clusterLocalUploadBase   the ingestion service inside the cluster, to which plain HTTP is allowed; its presence
 *                                 means {@code cluster_local} mode
 * @param confluenceCredentials    added to requests to the host of {@code confluenceBase}
 * @param platformCredentials      added to requests to the platform
 * @param platformTokenCredentials added to platform token requests
 * @param connections              pool size of each client
 * @param certificates             whom to trust; one object for the whole process
 * @param proxy                    the way to Confluence and its token URL
 * @param platformThroughProxy     whether platform, platform token and uploads take the proxy too (external mode)
 * @param timeouts                 when to give up
 * @param confluenceRedirected     runs for each request below {@code confluenceBase} that a redirect adds
 * @param queriesOnly              whether nothing may be written to the platform, as in a plan (P17)
 */
public record HttpSettings(URI confluenceBase, List<URI> reachable, Optional<URI> confluenceTokenUrl, List<URI> platformBases,
                           Optional<URI> platformTokenUrl, Optional<URI> clusterLocalUploadBase,
                           RequestCredentials confluenceCredentials, RequestCredentials platformCredentials,
                           RequestCredentials platformTokenCredentials, int connections, TrustedCertificates certificates,
                           Optional<HttpProxy> proxy, boolean platformThroughProxy, Timeouts timeouts,
                           Runnable confluenceRedirected, boolean queriesOnly) {

    public HttpSettings {
        reachable = List.copyOf(reachable);
        platformBases = List.copyOf(platformBases);
        requireSecure("Confluence base URL", confluenceBase);
        confluenceTokenUrl.ifPresent(url -> requireSecure("Confluence token URL", url));
        platformTokenUrl.ifPresent(url -> requireSecure("platform token URL", url));
        if (clusterLocalUploadBase.isEmpty()) {
            platformBases.forEach(url -> requireSecure("platform base URL", url));
        }
        Objects.requireNonNull(confluenceCredentials, "confluenceCredentials");
        Objects.requireNonNull(platformCredentials, "platformCredentials");
        Objects.requireNonNull(platformTokenCredentials, "platformTokenCredentials");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(confluenceRedirected, "confluenceRedirected");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1, but is " + connections);
        }
        if (platformThroughProxy && clusterLocalUploadBase.isPresent()) {
            throw new IllegalArgumentException("In cluster_local mode the platform is not reached through the proxy");
        }
    }

    private static void requireSecure(String name, URI url) {
        Target target = Target.of(url);
        if (!target.isSecure() && !target.isLoopback()) {
            throw new IllegalArgumentException("The " + name + " must be https, except for loopback hosts (S5), but is " + target);
        }
    }
}
