/**
 * Streams (console, screen, ports) and pictures of screens: from the caller's WebSocket to the one
 * of the node's agent, and back.
 */
package io.kubevirt.ee.api.stream;
