/**
 * Change without restart (P18): looks at the tenant files and the route files again and again, decides which of them take
 * effect and which are rejected, so that the last valid ones go on, and hands what is to run to
 * {@link io.confluenceconnector.tenant.Tenants}.
 */
package io.confluenceconnector.reload;
