/**
 * Subresources of a running guest that are one request and one answer: its agent's node does them.
 */
package io.kubevirt.ee.api.guest;
