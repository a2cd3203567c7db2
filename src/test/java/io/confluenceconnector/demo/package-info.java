/**
 * The demo: fills two simulated Confluence instances with small wikis, lets the real process synchronise them into a
 * simulated knowledge base, changes a few things, and synchronises again. After each cycle it compares what the
 * knowledge base holds with what the labels select, and tells the difference, if any.
 */
package io.confluenceconnector.demo;
