/**
 * The status page for the operator who keeps it open. Gets a snapshot of each tenant, decides what deserves attention, and
 * draws one HTML page that needs nothing else, changes nothing, and shows nothing that S10 conceals (S23).
 */
package io.confluenceconnector.status;
