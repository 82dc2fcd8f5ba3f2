/** What the programs share: the reconcile loop and access to Kubernetes. */
package io.kubevirt.ee.runtime;
