package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;

import java.net.URI;
import java.util.Map;

/** Headers that prove who we are, asked for at each send so that rotated secrets and new tokens take effect (S8, P18). */
@FunctionalInterface
public interface RequestCredentials {

    /** For hosts that must not know us, and for requests whose body carries the credentials. */
    RequestCredentials NONE = target -> Map.of();

    /** Header names and their values, such as {@code Authorization}; empty when there is nothing to add to a request to {@code target}. */
    Map<String, Secret> headers(URI target);
}
