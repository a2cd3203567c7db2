/**
 * The platform (Unique knowledge base): its requests and what its answers say. Gets keys, records and settings, decides
 * the exact documents and variables of each call, and hands on plain records; sending is the work of the
 * {@code platform-request} route.
 */
package io.confluenceconnector.platform;
