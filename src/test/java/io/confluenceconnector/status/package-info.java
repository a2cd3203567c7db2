/** What the status page shows, and how a real browser shows it. */
package io.confluenceconnector.status;
