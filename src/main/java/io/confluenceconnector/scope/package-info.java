/**
 * Space scopes (P9): gets the root scope and what lies below it, decides which scopes are missing, unmarked or another's,
 * and hands on where each space's items belong.
 */
package io.confluenceconnector.scope;
