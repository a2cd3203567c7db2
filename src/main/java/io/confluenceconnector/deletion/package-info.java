/**
 * Deletion and removed spaces (P11, P12): gets what the diff or the scope tree would delete, has each of it confirmed at
 * the source, decides what is deleted now, later or never, and hands on the content ids.
 */
package io.confluenceconnector.deletion;
