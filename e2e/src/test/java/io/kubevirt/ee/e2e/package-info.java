/**
 * Tests against the whole cluster: everything in them is real. What concerns a node is looked up on
 * this machine, which is the local cluster's node.
 */
package io.kubevirt.ee.e2e;
