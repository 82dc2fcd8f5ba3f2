/**
 * Figures of a guest and of its node that the guest may read, in the words and forms of vhostmd:
 * pure.
 */
package io.kubevirt.ee.model.downward;
