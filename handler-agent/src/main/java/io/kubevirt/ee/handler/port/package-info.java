/** What the agent needs of the node and of the cluster: interfaces, and the records they carry. */
package io.kubevirt.ee.handler.port;
