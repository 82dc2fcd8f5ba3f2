/** The program around the agent's parts: configuration, wiring, health, start and stop. */
package io.kubevirt.ee.handler.agent;
