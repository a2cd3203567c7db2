package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant's context with the guarded components and nothing else, and settings that tests change one by one. */
final class Tenant implements AutoCloseable {

    static final String CONFLUENCE_TOKEN = "Bearer confluence-canary";
    static final String PLATFORM_TOKEN = "Bearer platform-canary";
    static final String BASIC = "Basic platform-token-canary";

    private URI confluenceBase = URI.create("https://confluence.example/wiki");
    private Optional<URI> confluenceTokenUrl = Optional.empty();
    private List<URI> platformBases = List.of();
    private Optional<URI> platformTokenUrl = Optional.empty();
    private Optional<URI> clusterLocal = Optional.empty();
    private RequestCredentials platformCredentials = target -> Map.of("Authorization", Secret.of(PLATFORM_TOKEN));
    private Optional<Path> extraCa = Optional.empty();
    private Optional<HttpProxy> proxy = Optional.empty();
    private boolean platformThroughProxy;
    private boolean queriesOnly;
    private Runnable redirected = () -> { };
    private Timeouts timeouts = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private DnsResolver resolver = SystemDefaultDnsResolver.INSTANCE;
    private CamelContext context;

    Tenant confluence(URI base) {
        confluenceBase = base;
        return this;
    }

    Tenant confluenceTokenUrl(URI url) {
        confluenceTokenUrl = Optional.of(url);
        return this;
    }

    Tenant platform(URI... bases) {
        platformBases = List.of(bases);
        return this;
    }

    Tenant platformTokenUrl(URI url) {
        platformTokenUrl = Optional.of(url);
        return this;
    }

    Tenant platformCredentials(RequestCredentials credentials) {
        platformCredentials = credentials;
        return this;
    }

    Tenant clusterLocal(URI ingestionBase) {
        clusterLocal = Optional.of(ingestionBase);
        return this;
    }

    Tenant extraCa(Path pem) {
        extraCa = Optional.of(pem);
        return this;
    }

    Tenant proxy(HttpProxy through) {
        proxy = Optional.of(through);
        return this;
    }

    Tenant platformThroughProxy() {
        platformThroughProxy = true;
        return this;
    }

    Tenant queriesOnly() {
        queriesOnly = true;
        return this;
    }

    Tenant redirected(Runnable eachRedirect) {
        redirected = eachRedirect;
        return this;
    }

    Tenant timeouts(Timeouts limits) {
        timeouts = limits;
        return this;
    }

    Tenant resolving(DnsResolver names) {
        resolver = names;
        return this;
    }

    HttpSettings settings() {
        return new HttpSettings(confluenceBase, List.of(confluenceBase), confluenceTokenUrl, platformBases, platformTokenUrl, clusterLocal,
                target -> Map.of("Authorization", Secret.of(CONFLUENCE_TOKEN)), platformCredentials,
                target -> Map.of("Authorization", Secret.of(BASIC)), 2, TrustedCertificates.withExtra(extraCa.stream().toList()), proxy,
                platformThroughProxy, timeouts, redirected, queriesOnly);
    }

    CamelContext context() {
        if (context == null) {
            context = new DefaultCamelContext();
            context.setStreamCaching(false);
            GuardedHttpComponents.addTo(context, settings(), resolver);
            context.start();
        }
        return context;
    }

    /** Sends as a route would, and gives back the exchange whether it failed or not. */
    Exchange send(String endpoint, String method, URI url, Object body, Map<String, Object> headers) {
        ProducerTemplate template = context().createProducerTemplate();
        return template.request(endpoint, exchange -> {
            exchange.getIn().setHeaders(new java.util.HashMap<>(headers));
            exchange.getIn().setHeader(Exchange.HTTP_METHOD, method);
            exchange.getIn().setHeader(Exchange.HTTP_URI, url.toString());
            exchange.getIn().setBody(body);
        });
    }

    Exchange get(URI url) {
        return send("confluence:api", "GET", url, null, Map.of());
    }

    static int status(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("Expected an answer, but the exchange failed", exchange.getException());
        }
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    @Override
    public void close() {
        if (context != null) {
            context.stop();
        }
    }
}
