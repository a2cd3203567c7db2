package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;

/** The Confluence instance of a tenant: what people open in the browser and where its API lives. */
public sealed interface ConfluenceInstance {

    /** The address that people use, without a trailing slash; links to pages start with it. */
    URI baseUrl();

    InstanceType type();

    /** The URL below which every API request stays and below which only GET is sent (S1); no trailing slash. */
    URI apiBase();

    /** Where this instance hands out OAuth tokens unless the tenant file says otherwise. */
    URI defaultTokenUrl();

    /** Equal for two tenants exactly when they would synchronise the same instance. */
    String identity();

    /** Confluence Cloud, reached through Atlassian's gateway (or the one named by {@code apiBaseUrl}). */
    record Cloud(URI baseUrl, String cloudId, URI apiBaseUrl) implements ConfluenceInstance {

        static final URI DEFAULT_API_BASE_URL = URI.create("https://api.atlassian.com");
        static final URI DEFAULT_TOKEN_URL = URI.create("https://api.atlassian.com/oauth/token");

        public Cloud {
            requireNonNull(baseUrl, "baseUrl");
            requireNonNull(apiBaseUrl, "apiBaseUrl");
            if (cloudId.isBlank()) {
                throw new IllegalArgumentException("cloudId must not be blank");
            }
        }

        @Override
        public InstanceType type() {
            return InstanceType.CLOUD;
        }

        @Override
        public URI apiBase() {
            return URI.create(apiBaseUrl + "/ex/confluence/" + cloudId);
        }

        @Override
        public URI defaultTokenUrl() {
            return DEFAULT_TOKEN_URL;
        }

        @Override
        public String identity() {
            return "cloudId " + cloudId.toLowerCase(Locale.ROOT);
        }
    }

    /** Confluence Data Center, possibly below a context path, whose API lies below its base URL. */
    record DataCenter(URI baseUrl) implements ConfluenceInstance {

        public DataCenter {
            requireNonNull(baseUrl, "baseUrl");
        }

        @Override
        public URI defaultTokenUrl() {
            return URI.create(baseUrl + "/rest/oauth2/latest/token");
        }

        @Override
        public InstanceType type() {
            return InstanceType.DATA_CENTER;
        }

        @Override
        public URI apiBase() {
            return baseUrl;
        }

        @Override
        public String identity() {
            return "baseUrl " + UrlRule.oneSpelling(baseUrl);
        }
    }
}
