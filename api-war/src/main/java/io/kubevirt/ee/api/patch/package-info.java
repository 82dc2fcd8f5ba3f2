/** JSON patches (RFC 6902): the record of one, and the smallest one between two documents. */
package io.kubevirt.ee.api.patch;
