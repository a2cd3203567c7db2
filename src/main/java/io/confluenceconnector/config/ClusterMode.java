package io.confluenceconnector.config;

/** Whether pods elect the one that runs a tenant (P20). */
public enum ClusterMode {
    NONE, KUBERNETES
}
