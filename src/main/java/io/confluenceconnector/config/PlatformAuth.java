package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.secret.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How a tenant proves itself to the platform. */
public sealed interface PlatformAuth {

    /** Inside the platform's cluster, without a token: headers say who asks. Their names compare without case. */
    record ClusterLocal(Map<String, String> extraHeaders) implements PlatformAuth {

        static final List<String> REQUIRED_HEADERS = List.of("x-company-id", "x-user-id");

        public ClusterLocal {
            if (!missingHeaders(extraHeaders.keySet()).isEmpty()) {
                throw new IllegalArgumentException("serviceExtraHeaders must hold " + REQUIRED_HEADERS);
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(extraHeaders);
            extraHeaders = Collections.unmodifiableMap(headers);
        }

        static List<String> missingHeaders(Set<String> names) {
            return REQUIRED_HEADERS.stream().filter(name -> names.stream().noneMatch(name::equalsIgnoreCase)).toList();
        }
    }

    /** From outside, with a token of Zitadel. */
    record External(URI oauthTokenUrl, String clientId, Secret projectId, Secret clientSecret)
            implements PlatformAuth {
        public External {
            requireNonNull(oauthTokenUrl, "oauthTokenUrl");
            requireNonNull(clientId, "clientId");
            requireNonNull(projectId, "projectId");
            requireNonNull(clientSecret, "clientSecret");
        }
    }
}
