/** Tells guests that ask for them the figures of vhostmd: of themselves, and of this node. */
package io.kubevirt.ee.handler.downward;
