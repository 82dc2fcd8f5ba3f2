/**
 * The agent's server: streams of guests (console, VNC, USB) as WebSockets over mutual TLS for
 * virt-api, and plain HTTP on the loopback interface for the kubelet's probes.
 */
package io.kubevirt.ee.handler.stream;
