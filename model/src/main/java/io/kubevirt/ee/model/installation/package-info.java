/**
 * What the KubeVirt resource says of the installation: whether the programs are there and ready.
 */
package io.kubevirt.ee.model.installation;
