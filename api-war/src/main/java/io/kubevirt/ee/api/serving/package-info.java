/**
 * Sees to it that virt-api's TLS port shows the certificate, and trusts the CAs, that are mounted.
 */
package io.kubevirt.ee.api.serving;
