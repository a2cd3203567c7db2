/**
 * A knowledge base with state, on loopback: content, file diff, scopes with access rules, tokens and pre-signed uploads,
 * as strict as the platform itself. The demo, the end-to-end tests and the benchmarks run the connector against it,
 * inject faults, and compare what it holds with what they expect.
 */
package io.confluenceconnector.simulator.platform;
