package io.kubevirt.ee.api.rest;

import java.util.List;
import java.util.regex.Pattern;

/** What a parameter may be; the document says it, and requests are held to it. Pure. */
sealed interface Rule {
    /** A whole number. */
    record Whole(int least, int most) implements Rule {
        @Override
        public boolean accepts(String value) {
            if (!value.matches("0|[1-9][0-9]{0,8}")) {
                return false;
            }
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        }

        @Override
        public String words() {
            return "a whole number from %d to %d".formatted(least, most);
        }
    }

    /** Text that a pattern matches as a whole. */
    record Text(Pattern pattern, int longest, String words) implements Rule {
        Text(String pattern, int longest, String words) {
            this(Pattern.compile(pattern), longest, words);
        }

        @Override
        public boolean accepts(String value) {
            return value.length() <= longest && pattern.matcher(value).matches();
        }
    }

    /** One of some words. */
    record OneOf(List<String> values) implements Rule {
        @Override
        public boolean accepts(String value) {
            return values.contains(value);
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", values);
        }
    }

    /** Tells whether the value is taken. */
    boolean accepts(String value);

    /** Says what is taken. */
    String words();
}
