package io.confluenceconnector.http;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Builds the HTTP client of a role: its own pool, its guards, and nothing that acts behind the routes' back. */
final class GuardedClient {

    /** So that moved names are looked up again; a connection is also checked before it is used after a pause. */
    private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(5);
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);
    /** Headers are read before anybody can limit them, so an endless line must end here (S19). */
    private static final Http1Config BOUNDED_HEADERS = Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(64 * 1024).build();
    /** More than {@link RedirectPolicy} allows, so that the refusal is ours. */
    private static final int CLIENT_REDIRECT_LIMIT = 50;

    private GuardedClient() {
    }

    static CloseableHttpClient create(Role role, HttpSettings settings, DnsResolver resolver, BooleanSupplier permitted) {
        Optional<HttpProxy> proxy = settings.proxy().filter(p -> role.takesProxy(settings));
        PrivateAddressGuard addresses = new PrivateAddressGuard(settings.confluenceBase(), proxy, resolver);
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections(settings, proxy, role == Role.CONFLUENCE ? addresses : resolver))
                .setDefaultRequestConfig(requestConfig(settings.timeouts()))
                .setUserAgent(ClientVersion.userAgent())
                .setDefaultHeaders(List.of(new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "guard", new RequestGuard(RoleRules.of(role, settings)))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "permit", new SendPermit(permitted))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "watch", new SendWatch(settings.timeouts().response().multipliedBy(2)))
                .addRequestInterceptorLast(new CredentialScope(role.credentials(settings), owners(role, settings)))
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState();
        proxy.ifPresent(p -> builder.setRoutePlanner(new ProxyRoute(p)).setRequestExecutor(new ProxyTunnel(p)));
        if (role == Role.CONFLUENCE) {
            builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "charge",
                    new RedirectCharge(Target.of(settings.confluenceBase()), settings.confluenceRedirected()));
            builder.setRedirectStrategy(proxy.isPresent() ? new RedirectPolicy(settings.confluenceBase())
                            : new RedirectPolicy(settings.confluenceBase(), addresses::isOwnNetwork))
                    .addResponseInterceptorLast(new AnsweredElsewhere(settings.confluenceBase()));
        } else {
            builder.disableRedirectHandling();
        }
        return builder.build();
    }

    private static PoolingHttpClientConnectionManager connections(HttpSettings settings, Optional<HttpProxy> proxy,
                                                                  DnsResolver resolver) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED_HEADERS).build())
                .setTlsSocketStrategy(new TlsByHop(settings.certificates(), proxy))
                .setDnsResolver(resolver)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                        .setSocketTimeout(Timeout.of(settings.timeouts().response()))
                        .setTimeToLive(CONNECTION_LIFETIME)
                        .setValidateAfterInactivity(CHECKED_AFTER)
                        .build())
                .build();
    }

    private static RequestConfig requestConfig(Timeouts timeouts) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeouts.connectionRequest()))
                .setResponseTimeout(Timeout.of(timeouts.response()))
                .setMaxRedirects(CLIENT_REDIRECT_LIMIT)
                .setCircularRedirectsAllowed(true) // the limit ends circles, and without printing their address (S9)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private static List<URI> owners(Role role, HttpSettings settings) {
        return switch (role) {
            case CONFLUENCE -> List.of(settings.confluenceBase());
            case PLATFORM -> settings.platformBases();
            case PLATFORM_TOKEN -> settings.platformTokenUrl().stream().toList();
            case CONFLUENCE_TOKEN, UPLOAD, REACHABILITY -> List.of();
        };
    }
}
