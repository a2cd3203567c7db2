/**
 * What the build promises in writing, kept true: the list of dependencies and the commands of the README.
 */
package io.confluenceconnector.build;
