/**
 * The part of CQL that the simulated Confluence understands. Gets the text of a query and an entry of the search index,
 * decides whether the entry matches and in which order entries come, and refuses what the real parser refuses
 * (Confluence API facts, section 10). It knows nothing of HTTP.
 */
package io.confluenceconnector.simulator.confluence.cql;
