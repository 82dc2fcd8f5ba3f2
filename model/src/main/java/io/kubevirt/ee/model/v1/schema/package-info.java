/** Constraints on components of API records, from which the CRDs are made. */
package io.kubevirt.ee.model.v1.schema;
