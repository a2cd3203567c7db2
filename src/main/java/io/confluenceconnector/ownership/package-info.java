/**
 * The ownership check (P2) and the change of a root scope (P3): gets the instance's mark and the root scope, decides
 * whether this tenant may write there, and hands on the {@link io.confluenceconnector.ownership.RootScope}. Who Confluence
 * takes us for is checked with it, and again before the first deletion, for whom it does not know it shows less.
 */
package io.confluenceconnector.ownership;
