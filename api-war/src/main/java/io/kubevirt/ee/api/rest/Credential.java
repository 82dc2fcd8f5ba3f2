package io.kubevirt.ee.api.rest;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Who calls: a bearer token, passed on as it came, and nothing else. Pure. */
record Credential(String authorization) {
    private static final int LONGEST = 16 * 1024;
    private static final String SCHEME = "bearer ";

    /** The syntax of RFC 6750: nothing of it can end a header. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /**
     * Reads the header.
     *
     * @param headers the values of Authorization
     * @throws ProblemException 401 when there is no token; 400 when there are two headers
     */
    static Credential of(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(
                    Problem.unauthorized(
                            "a bearer token is needed: Authorization: Bearer TOKEN, as from"
                                    + " `kubectl create token ACCOUNT`; certificates of clients are"
                                    + " not taken here"));
        }
        if (headers.size() > 1) {
            throw new ProblemException(Problem.badRequest("Authorization may be given once"));
        }
        String header = headers.getFirst();
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new ProblemException(
                    Problem.unauthorized("Authorization must be of the scheme Bearer"));
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.length() > LONGEST || !TOKEN.matcher(token).matches()) {
            throw new ProblemException(Problem.unauthorized("the bearer token is malformed"));
        }
        return new Credential("Bearer " + token);
    }

    /** A token is not for logs. */
    @Override
    public String toString() {
        return "Credential[...]";
    }
}
