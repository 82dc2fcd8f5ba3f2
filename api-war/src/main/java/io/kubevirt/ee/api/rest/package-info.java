/**
 * The REST entrypoint, for people and programs without a Kubernetes client: HTTP in, HTTP to
 * kube-apiserver with the caller's own token out. Nothing here holds a right of the server's own.
 */
package io.kubevirt.ee.api.rest;
