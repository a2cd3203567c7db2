/**
 * The process: gets the command line and the environment, decides which tenants run and how, and hands on an exit code.
 */
package io.confluenceconnector.app;
