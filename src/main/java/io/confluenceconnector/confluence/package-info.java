/**
 * Confluence's two products in one vocabulary: spaces, pages, attachments, CQL and the requests that read them. Gets
 * settings and answers, decides which address is asked next and what a record means, and hands on plain records; it
 * never sends anything itself, that is the work of the {@code confluence-request} route.
 */
package io.confluenceconnector.confluence;
