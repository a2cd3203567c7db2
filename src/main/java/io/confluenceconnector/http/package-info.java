/**
 * The HTTP clients below the routes. Gets a tenant's addresses, credentials and network settings, decides for every single
 * request, redirect and connection whether it may leave the process (S1, S5, S6, S13), and hands the routes six guarded
 * Camel components that no route can loosen.
 */
package io.confluenceconnector.http;
