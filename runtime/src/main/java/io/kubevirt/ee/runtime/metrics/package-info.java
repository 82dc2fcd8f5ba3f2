/**
 * What the programs measure, independent of how it is published: MicroProfile Metrics in the
 * servers, the Prometheus client library in the agent. Every metric is documented in
 * docs/metrics.md.
 */
package io.kubevirt.ee.runtime.metrics;
