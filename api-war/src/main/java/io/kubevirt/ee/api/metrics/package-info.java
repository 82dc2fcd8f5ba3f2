/** What virt-api measures. */
package io.kubevirt.ee.api.metrics;
