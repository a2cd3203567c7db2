package io.confluenceconnector.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers pass between an exchange and HTTP: outgoing those of {@link OutgoingHeaders}, incoming those that routes
 * decide by, so that a server can set no cookie and no header that steers a route (S20).
 */
final class HeaderExchange implements HeaderFilterStrategy {

    private static final List<String> INCOMING_PREFIXES = List.of("content-", "x-", "ratelimit", "beta-ratelimit");
    private static final Set<String> INCOMING = Set.of("retry-after", "date", "www-authenticate");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OutgoingHeaders.isAllowed(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !INCOMING.contains(lower) && INCOMING_PREFIXES.stream().noneMatch(lower::startsWith);
    }
}
