/**
 * Loads, lets the model decide, applies: shells without any framework, which the simulation runs
 * too.
 */
package io.kubevirt.ee.controller.reconcile;
