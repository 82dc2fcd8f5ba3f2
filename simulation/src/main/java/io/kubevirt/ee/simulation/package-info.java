/** Seeded fault simulation: the real deciders and reconcilers against a simulated cluster. */
package io.kubevirt.ee.simulation;
