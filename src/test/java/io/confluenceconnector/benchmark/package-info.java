/**
 * The benchmark: the connector in a process of its own, started as the image starts it, between simulated services in
 * another one. It measures time, processor time, memory and requests of whole cycles, and writes them down as a table and
 * as JSON; {@code docs/performance.md} tells how to run it and what the figures mean.
 */
package io.confluenceconnector.benchmark;
