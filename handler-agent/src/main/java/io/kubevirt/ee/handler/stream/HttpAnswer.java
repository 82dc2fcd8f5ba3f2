package io.kubevirt.ee.handler.stream;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param contentType such as {@code application/json}
 * @param body text, sent as UTF-8
 */
public record HttpAnswer(int status, String contentType, String body) {}
