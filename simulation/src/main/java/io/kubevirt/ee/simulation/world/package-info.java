/** The simulated cluster: API server, watches, time, chance and faults. */
package io.kubevirt.ee.simulation.world;
