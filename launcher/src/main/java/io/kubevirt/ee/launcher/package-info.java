/**
 * virt-launcher: PID 1 of the pod that stands for one running guest. Its cgroups hold qemu and its
 * network namespace the guest's network; the program itself only stays, passes a request to stop on
 * to the node's agent, and ends in time.
 */
package io.kubevirt.ee.launcher;
