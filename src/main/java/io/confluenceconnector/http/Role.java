package io.confluenceconnector.http;

/** Whom a client talks to; each has one method and one scheme under which routes find it. */
enum Role {
    CONFLUENCE("confluence", "GET"),
    CONFLUENCE_TOKEN("confluence-token", "POST"),
    PLATFORM("platform", "POST"),
    PLATFORM_TOKEN("platform-token", "POST"),
    UPLOAD("upload", "PUT"),
    /** Asks whether Confluence answers at all; for health checks. */
    REACHABILITY("reachability", "GET");

    private final String scheme;
    private final String method;

    Role(String scheme, String method) {
        this.scheme = scheme;
        this.method = method;
    }

    String scheme() {
        return scheme;
    }

    String method() {
        return method;
    }

    boolean takesProxy(HttpSettings settings) {
        return switch (this) {
            case CONFLUENCE, CONFLUENCE_TOKEN, REACHABILITY -> true;
            case PLATFORM, PLATFORM_TOKEN, UPLOAD -> settings.platformThroughProxy();
        };
    }

    RequestCredentials credentials(HttpSettings settings) {
        return switch (this) {
            case CONFLUENCE -> settings.confluenceCredentials();
            case PLATFORM -> settings.platformCredentials();
            case PLATFORM_TOKEN -> settings.platformTokenCredentials();
            case CONFLUENCE_TOKEN, UPLOAD, REACHABILITY -> RequestCredentials.NONE;
        };
    }
}
