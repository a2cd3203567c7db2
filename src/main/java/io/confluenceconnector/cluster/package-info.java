/**
 * Several pods share the tenants (P20): each tenant has a Lease in Kubernetes, and the pod that holds it runs the tenant.
 * Gets the Leases at a fixed pace, decides which to renew, take, give up or leave alone, and admits tenants to this process
 * or ends them here. In doubt a tenant does not run.
 */
package io.confluenceconnector.cluster;
