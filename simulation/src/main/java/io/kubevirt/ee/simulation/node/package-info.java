/** A simulated node: kubelet, launchers, hypervisor, and what the agent makes for a guest. */
package io.kubevirt.ee.simulation.node;
