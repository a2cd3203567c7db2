/**
 * Settings of the process and of its tenants. Gets the environment and the tenant files, decides whether every field is
 * present, well formed and safe, and hands on validated records ({@link io.confluenceconnector.config.TenantConfig},
 * {@link io.confluenceconnector.config.EnvironmentSettings}). Whatever is wrong is collected and reported in one go, with
 * file, line, field, what is wrong and what would be right; no value of a secret field is ever part of a message (S7, S8).
 */
package io.confluenceconnector.config;
