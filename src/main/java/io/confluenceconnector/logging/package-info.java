/**
 * What the process writes about itself. Gets {@link io.confluenceconnector.logging.Event}s from every stage and whatever the
 * libraries log, decides what of it may be shown (masking S10, S11; redaction S9; withheld content S12), and hands on one
 * line per event, as JSON or as text for a terminal.
 */
package io.confluenceconnector.logging;
