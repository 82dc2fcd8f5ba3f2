package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.Probes;
import io.kubevirt.ee.handler.port.VmiStore;

/**
 * What the agent acts through.
 *
 * @param vmis the API server
 * @param hypervisor the node's libvirt
 * @param host the node
 * @param launchers the node's launcher pods
 * @param agents inside the guests
 * @param probes of the guests
 * @param settings what node and cluster say about every guest
 */
public record GuestPorts(
        VmiStore vmis,
        Hypervisor hypervisor,
        GuestHost host,
        LauncherLink launchers,
        GuestAgent agents,
        Probes probes,
        GuestSettings settings) {}
