/**
 * The Helm chart as an operator meets it: linted and rendered by Helm itself, each object read strictly as its Kubernetes type,
 * tenant files read by our own loader, and wrong values refused with a sentence.
 */
package io.confluenceconnector.chart;
