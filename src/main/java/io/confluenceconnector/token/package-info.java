/**
 * Token fetch: keeps one access token for each system that wants one, decides when a new one is due, and hands the
 * credentials to the HTTP clients, which alone add them to requests (S4, S8).
 */
package io.confluenceconnector.token;
