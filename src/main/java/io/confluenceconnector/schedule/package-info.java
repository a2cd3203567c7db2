/**
 * When a cycle runs (P1): gets the triggers of cron, first run and operators, decides whether one may start, and reports
 * how it ended.
 */
package io.confluenceconnector.schedule;
