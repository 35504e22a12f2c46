# shellcheck shell=bash disable=SC2034
# What every script here shares. Source it; it runs nothing by itself.

set -euo pipefail

# The repository's root, whatever folder the script was called from.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Everything that is built once and kept lives outside the work tree.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/falco-responder

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 2
}

need() { # command, what to do when it is missing
  command -v "$1" >/dev/null 2>&1 || fail "$1 is missing; $2"
}

# Prints a script's own header: the comment block after its first line.
print_help() { sed -n '2,/^[^#]/{/^# shellcheck /d;s/^# \{0,1\}//p;}' "$0"; }

# Sets JDK to the home of a Java 25 or newer, JDK included: JAVA_HOME where that is one, else PATH's, else the first one
# found where JDKs are usually put. Reads the version from the JDK's own release file, which costs no start of a JVM.
find_jdk() {
  local candidate version on_path=""
  if command -v java >/dev/null 2>&1; then
    on_path=$(readlink -f "$(command -v java)")
    on_path=${on_path%/bin/java}
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* /opt/hostedtoolcache/Java_*/*/* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -x $candidate/bin/javac && -r $candidate/release ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
    [[ ${version:-0} -ge 25 ]] || continue
    JDK=$candidate
    return
  done
  fail "no JDK 25 was found; install one (https://adoptium.net/temurin/releases/?version=25) or set JAVA_HOME to it"
}

# Maven on that JDK, at the repository's root. The flags keep Maven's own libraries from warning about themselves.
maven() {
  need mvn "install Maven 3.8.7 or newer (https://maven.apache.org/download.cgi)"
  (
    cd "$ROOT"
    export JAVA_HOME=$JDK
    export MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    exec mvn --batch-mode "$@"
  )
}

# Runs a command that has children of its own in a process group, which ends with us: a shell that is told to end would
# leave them behind. Interrupted rather than killed, because Go and Maven tidy up then.
in_group() { # command, arguments...
  local group status=0
  set -m
  "$@" </dev/null 9>&- &
  group=$!
  set +m
  # shellcheck disable=SC2064
  trap "kill -INT -- -$group 2>/dev/null; wait $group; exit 130" INT TERM HUP
  wait "$group" || status=$?
  trap - INT TERM HUP
  return "$status"
}

# What is run: the program with its libraries, and the class path of its tests, which demo and benchmark live with.
DIST=$ROOT/consumer/target/dist
JAR=$DIST/falco-responder.jar
SBOM=$DIST/falco-responder.cdx.json
TEST_CLASS_PATH=$ROOT/consumer/target/test-class-path

# How the program is run, by its launcher and in the image.
JVM_FLAGS=(
  # The smallest at rest; without -Xms a 64th of the machine's memory is taken at once.
  -XX:+UseSerialGC
  -Xms36m
  # Alerts in hand outlive a collection. In the 1 MB that is theirs by default they do not fit and count as old, and the
  # old is not collected before the heap is full: 40 MB of litter after 300,000 alerts. So 3 MB, filled to the brim.
  -XX:SurvivorRatio=2
  -XX:TargetSurvivorRatio=90
  # The C library keeps what the compilers have given back, some 15 MB, until it is told to let go, each 5 s.
  -XX:TrimNativeHeapInterval=5000
  # The second compiler pays off after a million alerts, and takes a core and 40 MB until then.
  -XX:TieredStopAtLevel=1
  # Of the container's 256 MiB; what is not heap takes some 60 MiB beside it.
  -XX:MaxRAMPercentage=70
  # Half alive is worse than dead: the alerts in hand go to another replica.
  -XX:+ExitOnOutOfMemoryError
  -XX:-UsePerfData
  --enable-native-access=ALL-UNNAMED
  # What the JVM itself has to say goes to standard error, too. Of its AOT cache only errors: where two kinds of method
  # signatures have one hash, it warns at each start that it makes the code for one of them anew.
  -Xlog:disable '-Xlog:all=warning,aot*=error:stderr'
)

# And these win where a command runs in a replica's container, whose memory it shares: a page of the largest letters fits
# into them. Without a bound its heap may grow as far as a replica's, and the kernel ends both.
COMMAND_FLAGS=(-Xms8m -Xmx32m)

# Whether the file is missing, or one of the sources is newer.
outdated() { # file, sources...
  [[ ! -e $1 || -n $(find "${@:2}" -newer "$1" -print -quit) ]]
}

program_outdated() {
  [[ ! -d $DIST/lib || ! -e $SBOM ]] || outdated "$JAR" "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src/main
}

tests_outdated() {
  program_outdated || outdated "$TEST_CLASS_PATH" "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src
}

build() { # what, Maven's arguments...
  local started=$SECONDS log=$ROOT/consumer/target/build.log began=$ROOT/consumer/target/build.began file
  say "building $1 ..."
  : >"$began"
  # A jar that was cut off half way must not pass for a new one.
  trap 'rm -f "$JAR"' EXIT
  # Maven is heard only where it fails, and never on standard output: the program may print JSON to that.
  in_group maven --quiet --projects consumer --also-make package "${@:2}" >"$log" 2>&1 ||
    fail "the build failed:"$'\n'"$(<"$log")"
  # As old as the build's first moment, so that what was edited while it ran is seen as newer.
  for file in "$JAR" "$TEST_CLASS_PATH"; do
    [[ ! $file -nt $began ]] || touch -r "$began" "$file"
  done
  trap - EXIT
  say "built $1 in $((SECONDS - started)) s"
}

build_when() { # condition, what, Maven's arguments...
  "$1" || return 0
  mkdir -p "$DIST"
  need flock "install util-linux"
  # Two that are started side by side build once. The lock ends with the braces, no program inherits it.
  {
    flock 9
    if "$1"; then build "${@:2}"; fi
  } 9>"$DIST/.lock"
}

# Builds the program where it is outdated. find_jdk first.
build_program() { build_when program_outdated falco-responder -Dmaven.test.skip=true; }

# Becomes a main class of the test classes, after building both program and test classes where they are outdated. Most
# have ended before the second compiler pays off. Never returns. find_jdk first.
run_test_main() { # [JVM's flags...] class, arguments...
  build_when tests_outdated "falco-responder and its test classes" -DskipTests
  cd "$ROOT"
  exec "$JDK/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -classpath "consumer/target/test-classes:consumer/target/classes:$(<"$TEST_CLASS_PATH")" "$@"
}

at_hand() { # value of its variable, command
  [[ -n $1 ]] || command -v "$2" >/dev/null 2>&1
}

# Builds the servers that a replica is trained on, as far as they are not at hand.
training_servers() {
  local missing=()
  at_hand "${NATS_SERVER:-}" nats-server || missing+=(nats-server)
  at_hand "${KUBEBUILDER_ASSETS:-}" etcd || missing+=(etcd)
  at_hand "${KUBEBUILDER_ASSETS:-}" kube-apiserver || missing+=(kube-apiserver)
  [[ ${#missing[@]} -eq 0 ]] || in_group "$ROOT/scripts/servers" "${missing[@]}" >&2
}

# Removes all but the newest three of what is in a folder, because each is as large as the program. Names that begin with
# a dot stay.
prune() { # folder
  find "$1" -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%T@ %p\0' | sort -z -r -n | tail -z -n +4 |
    cut -z -d ' ' -f 2- | xargs -0 -r rm -rf
}
