package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.rest.certificate.Peer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who calls. A token is said with each request, a certificate with the connection: where both are,
 * the token alone counts, and the certificate is not looked at. Pure.
 */
sealed interface Credential {
    /** A bearer token, passed on as it came, and nothing else. */
    record Token(String authorization) implements Credential {
        private static final int LONGEST = 16 * 1024;
        private static final String SCHEME = "bearer ";

        /** The syntax of RFC 6750: nothing of it can end a header. */
        private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

        private static Token of(String header) {
            if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                throw new ProblemException(
                        Problem.unauthorized("Authorization must be of the scheme Bearer"));
            }
            String token = header.substring(SCHEME.length()).strip();
            if (token.length() > LONGEST || !SYNTAX.matcher(token).matches()) {
                throw new ProblemException(Problem.unauthorized("the bearer token is malformed"));
            }
            return new Token("Bearer " + token);
        }

        /** A token is not for logs. */
        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /** A user who showed a certificate that was checked. */
    record Certificate(Peer.User user) implements Credential {}

    /**
     * Reads the header.
     *
     * @param headers the values of Authorization, one or more
     * @throws ProblemException 401 when it is no token; 400 when there are two headers
     */
    static Credential ofToken(List<String> headers) {
        if (headers.size() > 1) {
            throw new ProblemException(Problem.badRequest("Authorization may be given once"));
        }
        return Token.of(headers.getFirst());
    }

    /**
     * Takes the one whom the connection names, as there is no token.
     *
     * @throws ProblemException 401 when it names nobody
     */
    static Credential of(Peer peer) {
        return switch (peer) {
            case Peer.User user -> new Certificate(user);
            case Peer.NotAsked off ->
                    throw refusal(
                            "a bearer token is needed: "
                                    + how()
                                    + "; certificates of clients are not taken here, as long as no"
                                    + " administrator has chosen so");
            case Peer.Nobody none ->
                    throw refusal("a bearer token or a client's certificate is needed: " + how());
            case Peer.Unusable unusable -> throw refusal(unusable.why());
        };
    }

    private static String how() {
        return "Authorization: Bearer TOKEN, as from `kubectl create token ACCOUNT`";
    }

    private static ProblemException refusal(String why) {
        return new ProblemException(Problem.unauthorized(why));
    }
}
