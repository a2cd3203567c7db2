package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.secret.Secret;
import java.net.URI;

/** How a tenant proves itself to Confluence. Cloud knows only OAuth 2LO (S3). */
public sealed interface ConfluenceAuth {

    /** OAuth 2.0 client credentials ("two-legged"), the preferred way. */
    record OAuth2LeggedAuth(String clientId, Secret clientSecret, URI tokenUrl) implements ConfluenceAuth {
        public OAuth2LeggedAuth {
            requireNonNull(clientId, "clientId");
            requireNonNull(clientSecret, "clientSecret");
            requireNonNull(tokenUrl, "tokenUrl");
        }
    }

    /** A personal access token of a Data Center user. */
    record PersonalAccessTokenAuth(Secret token) implements ConfluenceAuth {
        public PersonalAccessTokenAuth {
            requireNonNull(token, "token");
        }
    }

    /** Name and password of a Data Center user. */
    record BasicAuth(Secret username, Secret password) implements ConfluenceAuth {
        public BasicAuth {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }
    }
}
