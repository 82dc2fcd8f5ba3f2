/** Probes of guests: what is asked, how often, and what the answers mean together. */
package io.kubevirt.ee.model.probe;
