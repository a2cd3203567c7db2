package io.confluenceconnector.simulator.platform;

/** What a user may do with a scope; each is granted on its own. */
public enum AccessType { MANAGE, READ, WRITE }
