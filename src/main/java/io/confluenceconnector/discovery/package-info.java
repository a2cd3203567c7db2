/**
 * Space discovery and attachment enumeration (P4, P5, P6): gets the answers of label and descendant queries, decides
 * which records are items of ours, and hands on a {@link io.confluenceconnector.discovery.Discovery} that is complete,
 * or nothing.
 */
package io.confluenceconnector.discovery;
