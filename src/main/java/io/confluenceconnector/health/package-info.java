/**
 * Tells machines and people how the process is: probe and health answers, and an MBean per tenant. Gets outcomes of cycles
 * and answers of pings that routes send, decides what counts as down, and never reveals a secret, a title or a URL (S23).
 */
package io.confluenceconnector.health;
