package io.confluenceconnector.health;

/** One aspect of the process that is up or down. */
public interface HealthCheck {

    /** The name in the health answer. */
    String name();

    /** Looks now; may take as long as the connectivity timeout, and never throws for what it finds. */
    CheckResult check();
}
