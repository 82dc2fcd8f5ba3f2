/**
 * What the agent measures, guests first, and how it is published: by the Prometheus client library.
 */
package io.kubevirt.ee.handler.metrics;
