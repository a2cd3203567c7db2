/**
 * The container image without a container engine: the Dockerfile is read, checked against the rules that matter, and acted out
 * in a root directory of its own, with the start command, user, environment and read-only file system that the image has.
 */
package io.confluenceconnector.image;
