/** What Jakarta REST needs around the resources: the application, JSON bodies, errors. */
package io.kubevirt.ee.api.server;
