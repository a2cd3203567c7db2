/**
 * Confluence's storage format as text with positions: gets a body in whatever state it is, tells its tags, attributes and
 * characters apart, and hands on positions at which others cut. It builds no tree, expands nothing and never fails (S19).
 */
package io.confluenceconnector.storageformat;
