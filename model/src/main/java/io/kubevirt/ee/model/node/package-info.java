/** What a node can run, and what a guest asks of its node. */
package io.kubevirt.ee.model.node;
