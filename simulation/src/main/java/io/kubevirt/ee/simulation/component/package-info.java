/** The real reconcilers as processes of the simulation: they start, lag behind, and die. */
package io.kubevirt.ee.simulation.component;
