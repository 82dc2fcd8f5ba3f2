# shellcheck shell=bash
# Finds a JDK 25, whatever the machine's default java is. To be sourced after lib.sh.

is_jdk_25() {
  [[ -x $1/bin/javac ]] && [[ $("$1/bin/javac" -version 2>&1) == "javac 25"* ]]
}

# Sets and exports JAVA_HOME, or ends with the line that says what is missing.
require_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [[ -n $candidate ]] && is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  err "no JDK 25 found in JAVA_HOME or /usr/lib/jvm: install one (for example Temurin 25) and run again"
}
