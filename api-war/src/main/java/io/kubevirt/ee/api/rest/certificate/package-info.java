/**
 * Callers who show a certificate: who they are, and how kube-apiserver is asked in their name. The
 * one place that uses virt-api's own token for somebody else; nothing of it is reached by a request
 * that brings a token, nor unless {@code kubevirt.api.rest-client-certificates} is set.
 */
package io.kubevirt.ee.api.rest.certificate;
