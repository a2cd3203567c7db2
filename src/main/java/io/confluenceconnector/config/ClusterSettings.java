package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How several pods share the tenants (P20).
 *
 * @param name          of the group of pods, with which the names of its Leases begin
 * @param podName       of this pod
 * @param namespace     in which the Leases are
 * @param apiServer     of Kubernetes
 * @param credentials   the folder of the service account, with {@code token} and {@code ca.crt}
 * @param leaseDuration how long a tenant may be without a pod after the death of one
 */
public record ClusterSettings(
        String name, String podName, String namespace, URI apiServer, Path credentials, Duration leaseDuration) {

    public ClusterSettings {
        Checks.notBlank(name, "name");
        Checks.notBlank(podName, "podName");
        Checks.notBlank(namespace, "namespace");
        requireNonNull(apiServer, "apiServer");
        requireNonNull(credentials, "credentials");
        Checks.atLeast(1, (int) leaseDuration.toSeconds(), "leaseDuration in seconds");
    }
}
