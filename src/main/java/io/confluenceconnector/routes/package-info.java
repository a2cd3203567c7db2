/**
 * Route files are code under control. Gets the files of the routes directory before Camel does, decides whether each of
 * them keeps to what routes may do (S24), and hands on either nothing or every problem at once.
 */
package io.confluenceconnector.routes;
