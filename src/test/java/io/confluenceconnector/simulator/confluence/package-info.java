/**
 * A simulated Confluence, Cloud and Data Center, with state: spaces, content, labels, attachments, a search index that
 * can lag, tokens, limits and faults. Gets real HTTP requests on loopback ports, answers as the Confluence API facts
 * say, refuses strictly what the real service refuses, and keeps a record of what was asked. From the same state it
 * computes, without any search, what a perfect connector must hold.
 */
package io.confluenceconnector.simulator.confluence;
