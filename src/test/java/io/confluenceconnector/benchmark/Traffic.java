package io.confluenceconnector.benchmark;

import java.util.Map;

/**
 * What reached the simulated services since they were last asked.
 *
 * @param confluence         requests by kind; what went to the media host is not among them, since it counts against no limit
 * @param media              requests to the media host, to which Cloud redirects each download
 * @param firstAtMillis      when the first request reached Confluence, in milliseconds since 1970; 0 for none
 * @param transferSeconds    from the first request to the media host to the end of the last upload; 0 without downloads
 * @param storedBytes        size of all that the knowledge base holds
 * @param violations         what a well-behaved client never does
 */
record Traffic(Map<String, Long> confluence, long media, Map<String, Long> platform, long firstAtMillis,
               double transferSeconds, long storedBytes, int violations) {
}
