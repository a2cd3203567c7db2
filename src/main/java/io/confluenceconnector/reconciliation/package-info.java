/**
 * Reconciliation (P14): gets what the platform holds of the discovered spaces, decides which items are ingested again and
 * which pages get other labels, and hands on a second plan to the upload stages.
 */
package io.confluenceconnector.reconciliation;
