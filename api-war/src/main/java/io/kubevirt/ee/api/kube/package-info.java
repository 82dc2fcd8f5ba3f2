/** virt-api's access to the API server: machines, instances, reviews, the agents' pods. */
package io.kubevirt.ee.api.kube;
