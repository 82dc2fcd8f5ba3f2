/** Who of the replicas works: the election over a Lease. Framework-free; no thread of its own. */
package io.kubevirt.ee.controller.election;
