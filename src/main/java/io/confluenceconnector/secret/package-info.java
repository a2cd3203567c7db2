/**
 * Secrets and the references that name them. Gets {@code os.environ/…} and {@code os.file/…} references from the tenant
 * files (S7), decides how and when they are read, and hands on {@link io.confluenceconnector.secret.Secret} values that
 * no log, dump or JMX attribute can show (S8).
 */
package io.confluenceconnector.secret;
