package io.kubevirt.ee.api.rest;

/** What the API server said: its code and its words. */
record KubeAnswer(int code, byte[] body) {}
