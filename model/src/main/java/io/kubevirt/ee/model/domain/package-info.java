/** VMI to libvirt domain XML, a list of small parts: one device or aspect, one file, one test. */
package io.kubevirt.ee.model.domain;
