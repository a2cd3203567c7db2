package io.confluenceconnector.http;

import java.util.Optional;

/** How the connector names itself to servers; firewalls in front of Data Center block the default agents of libraries (B34). */
final class ClientVersion {

    private ClientVersion() {
    }

    static String userAgent() {
        String version = Optional.ofNullable(ClientVersion.class.getPackage().getImplementationVersion()).orElse("development");
        return "confluence-connector/" + version;
    }
}
