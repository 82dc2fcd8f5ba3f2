# shellcheck shell=bash
# The programs' images: what Maven built, staged into layers that change together, each image named by its content.
# Needs lib.sh and jdk.sh. The images below ours (JRE, agent's tools, libvirtd, guests) are made by kubernetes/images.

SOURCE=$(cd "$CLUSTER_SOURCE/.." && pwd)
IMAGE_PREFIX=${REGISTRY:-localhost/kubevirt-ee}
ARCHIVES=$CLUSTER_CACHE/images
LIBERTY_VERSION=$(sed -nE 's:.*<liberty.version>(.*)</liberty.version>.*:\1:p' "$SOURCE/pom.xml")

# tree_key PATH...: a short name for the names, modes and contents below the paths, wherever the checkout is.
tree_key() {
  {
    find "$@" -type f -printf '%m %p\n'
    find "$@" -type f -print0 | xargs -0 -r sha256sum
  } | sed "s|$SOURCE/||" | LC_ALL=C sort | sha256sum | cut -c 1-16
}

# --- Maven --------------------------------------------------------------------------------------
# What the jars and wars are made of.
java_sources() {
  find "$SOURCE" \( -name target -o -name .git -o -name test \) -prune -o \
    \( -name pom.xml -o -path '*/src/main/*' -o -path "$SOURCE/config/*" -o -path "$SOURCE/server-config/*" \) -type f -print
}

PROGRAM_MODULES=launcher,handler-agent,controller-ejb,api-war

# Builds the programs unless the last build was of the same sources.
maven_package() {
  local key built=$SOURCE/target/packaged.key
  # shellcheck disable=SC2046 # paths of ours hold no blanks
  key=$(tree_key $(java_sources))
  if [[ -e $built && $(<"$built") == "$key" ]]; then
    step "programs unchanged: Maven skipped"
    return
  fi
  require_tool mvn "apt-get install maven"
  local log=$CLUSTER_LOG/maven.log
  mkdir -p "$CLUSTER_LOG" "$SOURCE/target"
  (cd "$SOURCE" && mvn -B -q -pl "$PROGRAM_MODULES" -am -DskipTests package) >"$log" 2>&1 || {
    grep -m 20 ERROR "$log" >&2 || tail -20 "$log" >&2
    err "Maven failed: see $log"
  }
  echo "$key" >"$built"
  step "programs built by Maven"
}

# --- staging: the folders that the Containerfiles copy ------------------------------------------
# stage_war MODULE SERVER: libraries of others, our part of the WAR, and the server's configuration.
stage_war() {
  local war=$SOURCE/$1/target/$1 stage=$SOURCE/$1/target/image
  rm -rf "$stage"
  mkdir -p "$stage/lib" "$stage/server"
  cp -a "$war" "$stage/app"
  find "$stage/app/WEB-INF/lib" -name '*.jar' ! -name 'model-*' ! -name 'runtime-*' -exec mv -t "$stage/lib" {} +
  cp -a "$SOURCE/server-config/$2/." "$stage/server/"
  cp -a "$SOURCE/$1/src/main/image/." "$stage/"
}

stage_launcher() {
  local stage=$SOURCE/launcher/target/image
  rm -rf "$stage"
  mkdir -p "$stage"
  cp -a "$SOURCE"/launcher/target/launcher-*-SNAPSHOT.jar "$stage/launcher.jar"
  cp -a "$SOURCE/launcher/src/main/image/." "$stage/"
  make --silent -C "$SOURCE/launcher/src/main/c" || err "the launcher's C programs cannot be built: apt-get install gcc libc6-dev"
  cp -a "$SOURCE/launcher/target/container-disk" "$SOURCE/launcher/target/virt-launcher" "$stage/"
}

stage_handler() {
  local target=$SOURCE/handler-agent/target stage=$SOURCE/handler-agent/target/image
  rm -rf "$stage"
  mkdir -p "$stage/lib" "$stage/ours"
  cp -a "$SOURCE/handler-agent/src/main/image/." "$stage/"
  cp -a "$target/dependency/." "$stage/lib/"
  find "$stage/lib" \( -name 'model-*' -o -name 'runtime-*' \) -exec mv -t "$stage/ours" {} +
  cp -a "$target"/handler-agent-*-SNAPSHOT.jar "$stage/ours/"
}

# The runtime, cut down to the features of all servers' configurations; made once for a set of features. Sets LIBERTY_KEY.
stage_liberty() {
  local stage=$1 features key cut
  features=$(sed -nE 's:.*<feature>(.*)</feature>.*:\1:p' <(sed 's/<feature>/\n&/g' "$SOURCE"/server-config/*/server.xml \
    "$SOURCE/kubernetes/components/admin-center/admin-center.xml") | sort -u)
  key=$(printf '%s\n' "$LIBERTY_VERSION" "$features" | sha256sum | cut -c 1-16)
  cut=$CLUSTER_CACHE/liberty-cut-$key
  if [[ ! -d $cut ]]; then
    liberty_cut "$features" "$cut"
  fi
  rm -rf "$stage"
  mkdir -p "$stage"
  cp -al "$cut/wlp" "$stage/"
  LIBERTY_KEY=$(printf '%s %s\n' "$key" "$(tree_key "$SOURCE/kubernetes/images/liberty")" | sha256sum | cut -c 1-16)
}

# liberty_cut FEATURES TARGET: a runtime with just these features, through a server that names them.
liberty_cut() {
  local work full=$CLUSTER_CACHE/liberty-$LIBERTY_VERSION/wlp
  if [[ ! -x $full/bin/server ]]; then
    (cd "$SOURCE" && mvn -B -q -pl api-war liberty:install-server) >"$CLUSTER_LOG/maven.log" 2>&1 ||
      err "Open Liberty $LIBERTY_VERSION cannot be unpacked to $full: see $CLUSTER_LOG/maven.log"
  fi
  work=$(mktemp -d)
  mkdir -p "$work/usr/servers/all" "$work/cut"
  # shellcheck disable=SC2086 # one word for each feature
  {
    echo '<server><featureManager>'
    printf '<feature>%s</feature>\n' $1
    echo '</featureManager></server>'
  } >"$work/usr/servers/all/server.xml"
  WLP_USER_DIR=$work/usr "$full/bin/server" package all --include=minify --archive="$work/all.zip" >"$work/log" 2>&1 ||
    err "Liberty cannot be cut down to its features: see $work/log"
  (cd "$work/cut" && "$JAVA_HOME/bin/jar" --extract --file "$work/all.zip")
  rm -rf "$work/cut/wlp/usr"
  chmod -R a+rX "$work/cut"
  mv "$work/cut" "$2"
  rm -rf "$work"
  step "Liberty cut down to the servers' features"
}

# The image of the runtime that both servers share, for building only. Sets LIBERTY.
liberty_image() {
  local stage=$SOURCE/target/liberty base
  stage_liberty "$stage"
  foundation java-base
  base=$FOUNDATION
  LIBERTY=localhost/kubevirt-ee/liberty:$LIBERTY_KEY-${base##*:}
  image_store inspect --type image "$LIBERTY" >/dev/null 2>&1 ||
    build_image "$base" "$SOURCE/kubernetes/images/liberty/Containerfile" "$stage" "$LIBERTY"
}

# --- building and handing over --------------------------------------------------------------------
# program_image NAME MODULE BASE: the image of a program whose context is staged. Sets IMAGE to the full name, whose tag is
# its content, and sees to it that the cluster has it; nothing to do when it has.
program_image() {
  local name=$1 module=$SOURCE/$2 base=$3 key archive
  key=$(printf '%s %s\n' "$base" "$(tree_key "$module/Containerfile" "$module/target/image")" | sha256sum | cut -c 1-16)
  IMAGE=$IMAGE_PREFIX/$name:$key
  if image_in_cluster "$IMAGE"; then return; fi
  archive=$ARCHIVES/$name-$key.tar
  if ! image_store inspect --type image "$IMAGE" >/dev/null 2>&1; then
    build_image "$base" "$module/Containerfile" "$module/target/image" "$IMAGE"
    step "image $name built"
  fi
  archive_image "$IMAGE" "$archive"
  hand_over "$IMAGE" "$archive"
  # The storage has it; of the archive the age alone is of use from here on.
  : >"$archive"
  NEW_IMAGES+=("$name")
}

# build_image BASE CONTAINERFILE CONTEXT NAME: into our own storage. Timestamps are fixed, so that equal content is equal.
build_image() {
  local log=$CLUSTER_LOG/images.log
  image_store build --isolation chroot --layers --timestamp 0 --format docker --build-arg "BASE=$1" --file "$2" --tag "$4" "$3" \
    >"$log" 2>&1 || {
    tail -5 "$log" >&2
    err "image $4 cannot be built: see $log"
  }
}

archive_image() {
  mkdir -p "$ARCHIVES"
  rm -f "$2.new"
  image_store push --quiet "$1" "docker-archive:$2.new:$1" >"$CLUSTER_LOG/images.log" 2>&1 ||
    err "image $1 cannot be written to $2: see $CLUSTER_LOG/images.log"
  mv "$2.new" "$2"
}

image_in_cluster() {
  if cluster_is_external; then [[ -e $ARCHIVES/pushed/${1//\//_} ]]; else image_loaded "$1"; fi
}

# The local node's containerd gets the archive; another cluster's registry gets the image.
hand_over() {
  if cluster_is_external; then
    image_store push --quiet "$1" >"$CLUSTER_LOG/images.log" 2>&1 ||
      err "image $1 cannot be pushed: log in with 'buildah login', see $CLUSTER_LOG/images.log"
    mkdir -p "$ARCHIVES/pushed"
    touch "$ARCHIVES/pushed/${1//\//_}"
    step "image $1 pushed"
  else
    load_image "$2"
  fi
}

# --- what earlier builds left ------------------------------------------------------------------------
# An image of ours is old when neither this build nor a pod wants it, and an hour has passed since its archive was made (in
# which another checkout may be about to use it). Old ones go: from the node, as an archive, and from the storage.
remove_old_images() {
  local wanted archive name old=()
  # shellcheck disable=SC2153 # lines that sync.sh wrote
  wanted=$(printf '%s\n%s\n' "$FOUNDATIONS" "$IMAGES")
  if ! cluster_is_external; then
    wanted+=$'\n'$(kube get pods --all-namespaces -o 'jsonpath={..image}' | tr ' ' '\n')
  fi
  while read -r archive; do
    name=$(basename "$archive" .tar)
    name=localhost/kubevirt-ee/${name%-*}:${name##*-}
    if ! grep -qF -- "${name#localhost/kubevirt-ee/}" <<<"$wanted"; then old+=("$name $archive"); fi
  done < <(find "$ARCHIVES" -maxdepth 1 -name '*.tar' -mmin +60)
  ((${#old[@]})) || return 0
  while read -r name archive; do
    if ! cluster_is_external && image_loaded "$name"; then node_ctr images remove "$name" >/dev/null; fi
    image_store rmi --force "$name" >/dev/null 2>&1 || true
    rm -f "$archive"
  done < <(printf '%s\n' "${old[@]}")
  image_store rmi --prune >/dev/null 2>&1 || true
  step "${#old[@]} images of earlier builds removed"
}
