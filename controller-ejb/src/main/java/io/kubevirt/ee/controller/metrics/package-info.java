/** What virt-controller measures: guests by phase and node, how long they take, who leads. */
package io.kubevirt.ee.controller.metrics;
