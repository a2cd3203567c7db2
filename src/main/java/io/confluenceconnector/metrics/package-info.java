/**
 * What Prometheus scrapes. Gets what cycles count and what every request took, keeps it in meters under the names that
 * existing dashboards query, and removes a tenant's meters when the tenant goes. Decides nothing else.
 */
package io.confluenceconnector.metrics;
