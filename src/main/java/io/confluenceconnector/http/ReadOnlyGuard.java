package io.confluenceconnector.http;

import java.net.URI;
import java.util.Optional;

/**
 * Only GET reaches a URL below the tenant's Confluence, from any of our clients (S1).
 *
 * <p>The single exception is the token client's POST to exactly the token URL, which Data Center has below its base.
 */
final class ReadOnlyGuard implements RequestRule {

    private final Target confluence;
    private final Optional<URI> tokenUrl;

    ReadOnlyGuard(Role role, HttpSettings settings) {
        this.confluence = Target.of(settings.confluenceBase());
        this.tokenUrl = role == Role.CONFLUENCE_TOKEN ? settings.confluenceTokenUrl() : Optional.empty();
    }

    @Override
    public void check(OutgoingRequest request) {
        if (request.target().isBelow(confluence) && !request.method().equals("GET") && !isTokenRequest(request)) {
            throw request.refusedBy("S1", "Confluence is read-only");
        }
    }

    private boolean isTokenRequest(OutgoingRequest request) {
        return request.method().equals("POST") && tokenUrl.filter(request.url()::equals).isPresent();
    }
}
