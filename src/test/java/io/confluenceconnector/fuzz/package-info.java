/**
 * Inputs that nobody would write by hand, for what must withstand them (S19, S20). They are the same in every build, and others, or
 * more of them, on demand: {@code -Dfuzz.seed=…} and {@code -Dfuzz.times=…}.
 */
package io.confluenceconnector.fuzz;
