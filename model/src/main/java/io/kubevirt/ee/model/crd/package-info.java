/** Custom resource definitions, made from the records of the API. */
package io.kubevirt.ee.model.crd;
