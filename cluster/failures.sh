# shellcheck shell=bash
# What a suite's log says of its failures. Sourced by cluster/test.sh.

# What failed, with the words of each failed assertion; the log's end where nothing of that kind is in it.
# The lines are counted where they are made: head would end what still writes to it, and whoever waits for that.
why_failed() {
  local log=$1 words
  words=$(awk '/<<< (FAILURE|ERROR)!$/ { left = 15 } /^\tat / { left = 0 } left > 0 && shown < 100 { print substr($0, 1, 400); left--; shown++ }
    /^FAILED|^error:/ && shown < 100 { print; shown++ }' "$log")
  if [[ -n $words ]]; then echo "$words"; else grep -E '^\[ERROR\]' "$log" | head -40 || tail -20 "$log"; fi
}

# failed_tests SUITE: of what failed, as why_failed says it, a line for each test with its first words: for the end of a run, which a
# log that was cut short still has.
failed_tests() {
  awk -v suite="$1" '
    function say(line) { if (line != "" && shown++ < 20) print suite ": " substr(line, 1, 300) }
    NR == 1 { first = $0 }
    /<<< (FAILURE|ERROR)!$/ { say(name); sub(/^\[ERROR\] */, ""); sub(/ -- Time elapsed.*/, ""); name = $0; next }
    /^FAILED|^error:/ { say($0); next }
    name != "" && NF && !/Error: *$/ { say(name ": " $0); name = "" }
    END { say(name); if (!shown) say(first) }'
}
