/**
 * The diff (P7) and its guards (P8): gets what Confluence selects and what the platform says of it, decides whether the
 * answer can be believed, and hands on a plan per space.
 */
package io.confluenceconnector.diff;
