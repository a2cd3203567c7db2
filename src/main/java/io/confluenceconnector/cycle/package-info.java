/**
 * One sync cycle: its identity, its counts, its phase and how it ended. Stages count what they did here; at the end the
 * cycle decides its outcome (P13) and hands a report to the log, to metrics and to the health answer.
 */
package io.confluenceconnector.cycle;
