/**
 * One tenant at work: a Camel context of its own, with the same routes as every other tenant's and with its own clients,
 * limits, tokens and counters (S15). Gets a tenant's configuration, and hands on its cycles.
 */
package io.confluenceconnector.tenant;
