package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The proxy that requests are tunnelled through with CONNECT ({@code PROXY_…} variables).
 *
 * @param protocol          how to talk to the proxy itself; {@code https} means TLS to the proxy and TLS again inside
 * @param login             Basic credentials, sent with CONNECT only and without waiting to be asked
 * @param clientCertificate shown to an {@code https} proxy, and to nobody else
 * @param caBundle          PEM certificates trusted for the proxy, besides those that every host is checked against
 * @param connectHeaders    further headers of CONNECT requests; never sent to a target
 */
public record HttpProxy(Protocol protocol, String host, int port, Optional<Login> login,
                        Optional<ClientCertificate> clientCertificate, Optional<Path> caBundle,
                        Map<String, Secret> connectHeaders) {

    /** How the connection to the proxy is made. */
    public enum Protocol {
        HTTP, HTTPS
    }

    /** User and password for the proxy. */
    public record Login(Secret username, Secret password) {

        public Login {
            Objects.requireNonNull(username, "username");
            Objects.requireNonNull(password, "password");
        }
    }

    /** PEM files with the certificate chain and its private key in PKCS #8 form. */
    public record ClientCertificate(Path chain, Path privateKey) {

        public ClientCertificate {
            Objects.requireNonNull(chain, "chain");
            Objects.requireNonNull(privateKey, "privateKey");
        }
    }

    public HttpProxy {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(clientCertificate, "clientCertificate");
        Objects.requireNonNull(caBundle, "caBundle");
        connectHeaders = Map.copyOf(connectHeaders);
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The proxy needs a host and a port from 1 to 65535, but has '" + host + "' and " + port);
        }
        if (protocol == Protocol.HTTP && (clientCertificate.isPresent() || caBundle.isPresent())) {
            throw new IllegalArgumentException("A client certificate or CA bundle for the proxy needs the proxy protocol https");
        }
    }
}
