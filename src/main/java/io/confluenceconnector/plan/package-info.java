/**
 * The dry run (P17): gets what the stages of a cycle that wrote nothing have decided, puts it together space by space, and
 * hands on a report for people and one for machines. It decides nothing itself, so that a plan cannot differ from a sync.
 */
package io.confluenceconnector.plan;
