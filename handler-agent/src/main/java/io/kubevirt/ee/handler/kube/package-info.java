/** The agent's side of the API server: its VMIs, the cluster's settings, its heartbeat. */
package io.kubevirt.ee.handler.kube;
