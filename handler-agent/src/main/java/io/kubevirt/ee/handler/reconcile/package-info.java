/** The agent's loop over the VMIs of its node, over ports: the simulation runs these classes. */
package io.kubevirt.ee.handler.reconcile;
