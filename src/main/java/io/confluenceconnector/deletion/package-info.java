/**
 * Deletion, removed spaces and deleted tenants (P11, P12, P16): gets what the diff or the scope tree would delete, has each
 * of it confirmed at the source unless the whole tenant goes, decides what is deleted now, later or never, and hands on the
 * content ids.
 */
package io.confluenceconnector.deletion;
