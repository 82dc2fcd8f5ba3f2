/**
 * Access to Kubernetes: clients, typed resources, watches on the caller's threads, patches, events,
 * errors.
 */
package io.kubevirt.ee.runtime.kube;
