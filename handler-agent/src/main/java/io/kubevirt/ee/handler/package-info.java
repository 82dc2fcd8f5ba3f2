/** virt-handler: the agent of one node. */
package io.kubevirt.ee.handler;
