/** What the controller does with one instance: up to its hand-over to a node, and after its end. */
package io.kubevirt.ee.model.vmi;
