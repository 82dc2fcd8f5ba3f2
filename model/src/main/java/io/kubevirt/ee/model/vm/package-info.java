/** What the controller does with one machine: its instance made, ended, made again. */
package io.kubevirt.ee.model.vm;
