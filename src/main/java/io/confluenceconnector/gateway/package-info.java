/**
 * What stands between every stage and the two remote systems: rate limits, pauses a server asked for, the meaning of
 * each status, and how long to wait before another try. Gets an answer's status and headers, decides which kind of
 * failure it is, and hands on an exception type per kind of reaction; the {@code error-policy} route configuration
 * maps those types to retries.
 */
package io.confluenceconnector.gateway;
