/**
 * Extension points for integration engineers: hands each item, and each page's text, to a route of theirs, and decides what
 * its answer means. What such a route does happens to a copy, so that a mistake in it fails its item and nothing else.
 */
package io.confluenceconnector.extension;
