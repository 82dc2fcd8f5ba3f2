/** The pure core: decisions as functions over API objects. */
package io.kubevirt.ee.model;
