package io.confluenceconnector.simulator.platform;

import java.time.Instant;

/**
 * One change that was carried out.
 *
 * @param name    the GraphQL field, or {@code register} and {@code finalise} for the two steps of {@code contentUpsert}
 * @param subject the content key, or the scope id or path
 */
public record Mutation(String name, String subject, Instant instant) { }
