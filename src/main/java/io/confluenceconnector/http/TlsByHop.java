package io.confluenceconnector.http;

import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/**
 * TLS 1.2 or later with certificate and host name checks that nothing switches off (S13); a client certificate, if there
 * is one, is shown to the proxy only.
 */
final class TlsByHop implements TlsSocketStrategy {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSocketStrategy target;
    private final Optional<HttpProxy> proxy;
    private final TlsSocketStrategy toProxy;

    TlsByHop(TrustedCertificates certificates, Optional<HttpProxy> proxy) {
        this.target = verified(certificates.sslContext());
        this.proxy = proxy.filter(p -> p.protocol() == HttpProxy.Protocol.HTTPS);
        this.toProxy = this.proxy.map(p -> verified(contextFor(p, certificates))).orElse(target);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context) throws IOException {
        return (isProxy(socket, host, port) ? toProxy : target).upgrade(socket, host, port, attachment, context);
    }

    /** The first TLS on a socket that leads to the proxy is the proxy's; what is layered on top is the target's. */
    private boolean isProxy(Socket socket, String host, int port) {
        return !(socket instanceof SSLSocket) && proxy.filter(p -> p.host().equalsIgnoreCase(host) && p.port() == port).isPresent();
    }

    private static SSLContext contextFor(HttpProxy proxy, TrustedCertificates certificates) {
        TrustedCertificates trusted = proxy.caBundle().map(certificates::plus).orElse(certificates);
        return trusted.sslContext(proxy.clientCertificate());
    }

    private static TlsSocketStrategy verified(SSLContext context) {
        return new DefaultClientTlsStrategy(context, PROTOCOLS, null, SSLBufferMode.STATIC, HostnameVerificationPolicy.BOTH,
                new DefaultHostnameVerifier());
    }
}
