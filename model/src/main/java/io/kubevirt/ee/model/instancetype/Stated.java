package io.kubevirt.ee.model.instancetype;

/** What the user states goes before what is preferred. */
final class Stated {
    private Stated() {}

    /** The stated value; the preferred one if there is none. */
    static <T> T or(T statedOrNull, T preferredOrNull) {
        return statedOrNull == null ? preferredOrNull : statedOrNull;
    }

    /** The stated text; the preferred one if it is empty. */
    static String or(String statedOrNull, String preferredOrNull) {
        return isEmpty(statedOrNull) && !isEmpty(preferredOrNull) ? preferredOrNull : statedOrNull;
    }

    static boolean isEmpty(String textOrNull) {
        return textOrNull == null || textOrNull.isEmpty();
    }

    static boolean isZero(Integer numberOrNull) {
        return numberOrNull == null || numberOrNull == 0;
    }
}
