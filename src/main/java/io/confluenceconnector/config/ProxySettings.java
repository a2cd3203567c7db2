package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How the internet is reached. */
public sealed interface ProxySettings {

    /** Without a proxy. */
    record Direct() implements ProxySettings {
    }

    /**
     * Through a forward proxy.
     *
     * @param caBundle       PEM certificates by which the proxy itself is verified, when it speaks HTTPS
     * @param connectHeaders sent with CONNECT; their values may be credentials
     */
    record Proxy(Protocol protocol, String host, int port, Optional<Path> caBundle,
            Map<String, Secret> connectHeaders, Credentials credentials) implements ProxySettings {

        public Proxy {
            requireNonNull(protocol, "protocol");
            Checks.notBlank(host, "host");
            Checks.atLeast(1, port, "port");
            requireNonNull(caBundle, "caBundle");
            connectHeaders = Map.copyOf(connectHeaders);
            requireNonNull(credentials, "credentials");
        }
    }

    /** What is spoken with the proxy itself. */
    enum Protocol {
        HTTP, HTTPS
    }

    /** How we prove ourselves to the proxy. */
    sealed interface Credentials {
    }

    /** The proxy asks for nothing. */
    record Anonymous() implements Credentials {
    }

    /** The proxy asks for Basic authentication. */
    record UsernamePassword(String username, Secret password) implements Credentials {
        public UsernamePassword {
            Checks.notBlank(username, "username");
            requireNonNull(password, "password");
        }
    }

    /** The proxy asks for a client certificate: PEM files. */
    record ClientCertificate(Path certificate, Path privateKey) implements Credentials {
        public ClientCertificate {
            requireNonNull(certificate, "certificate");
            requireNonNull(privateKey, "privateKey");
        }
    }
}
