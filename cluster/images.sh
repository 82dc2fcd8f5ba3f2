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
# The modules that images are made of, each with the modules that it is made of.
declare -A PROGRAM_MODULES=([launcher]='' [handler-agent]='model runtime' [controller-ejb]='model runtime' [api-war]='model runtime')

# module_sources MODULE: what its jar or war is made of.
module_sources() {
  local module
  printf '%s\n' "$SOURCE/pom.xml"
  # shellcheck disable=SC2086 # one word for each module
  for module in "$1" ${PROGRAM_MODULES[$1]}; do
    find "$SOURCE/$module/pom.xml" "$SOURCE/$module/src/main" -type f -print
  done
}

# Builds the programs whose sources are not those of their last build. Format and layers are for cluster/test.sh to check: here
# somebody waits.
maven_package() {
  local module key changed=() keys=() log=$CLUSTER_LOG/maven.log i
  for module in "${!PROGRAM_MODULES[@]}"; do
    # shellcheck disable=SC2046 # paths of ours hold no blanks
    key=$(tree_key $(module_sources "$module"))
    if [[ $(cat "$SOURCE/$module/target/packaged.key" 2>/dev/null) != "$key" ]]; then
      changed+=("$module")
      keys+=("$key")
    fi
  done
  if ((${#changed[@]} == 0)); then
    step "programs unchanged: Maven skipped"
    return
  fi
  require_tool mvn "apt-get install maven"
  mkdir -p "$CLUSTER_LOG"
  (cd "$SOURCE" && mvn -B -q -pl "$(IFS=,; echo "${changed[*]}")" -am -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip package) >"$log" 2>&1 || {
    grep -m 20 ERROR "$log" >&2 || tail -20 "$log" >&2
    err "Maven failed: see $log"
  }
  for i in "${!changed[@]}"; do echo "${keys[i]}" >"$SOURCE/${changed[i]}/target/packaged.key"; done
  step "built by Maven: ${changed[*]}"
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
  cp -a "$SOURCE"/launcher/target/{container-disk,console-log,virt-launcher} "$stage/"
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

# stage_liberty STAGE: the runtime, cut down to the features of all servers' configurations (made once for a set of features), and
# the staged servers, for the rehearsal. Sets LIBERTY_KEY: our own classes are not in it, since the image serves any version of them.
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
  cp -a "$SOURCE"/kubernetes/images/liberty/{rehearse,rehearsal.kubeconfig,classes.options} "$stage/"
  stage_for_rehearsal "$stage" api-war virt-api
  stage_for_rehearsal "$stage" controller-ejb virt-controller
  LIBERTY_KEY=$(printf '%s %s\n' "$key" \
    "$(tree_key "$SOURCE/kubernetes/images/liberty" "$SOURCE"/{api-war,controller-ejb}/target/image/{lib,java.options})" | sha256sum | cut -c 1-16)
}

# stage_for_rehearsal STAGE MODULE SERVER: the server as its image will have it.
stage_for_rehearsal() {
  local server=$1/servers/$3 image=$SOURCE/$2/target/image
  mkdir -p "$server/apps/$2.war/WEB-INF"
  cp -a "$image/server/." "$server/"
  cp -a "$image/app/." "$server/apps/$2.war/"
  cp -a "$image/lib/." "$server/apps/$2.war/WEB-INF/lib/"
  cp -a "$image/java.options" "$server/rehearsal.options"
}

# liberty_cut FEATURES TARGET: a runtime with just these features, through a server that names them.
liberty_cut() {
  local work
  work=$(mktemp -d)
  # Of the root project alone: it needs nothing of the others, which no repository has.
  (cd "$SOURCE" && mvn -B -q -N dependency:unpack "-Dartifact=io.openliberty:openliberty-runtime:$LIBERTY_VERSION:zip" \
    "-DoutputDirectory=$work/full") >"$CLUSTER_LOG/maven.log" 2>&1 ||
    err "Open Liberty $LIBERTY_VERSION cannot be unpacked to $work: see $CLUSTER_LOG/maven.log"
  mkdir -p "$work/usr/servers/all" "$work/cut"
  # shellcheck disable=SC2086 # one word for each feature
  {
    echo '<server><featureManager>'
    printf '<feature>%s</feature>\n' $1
    echo '</featureManager></server>'
  } >"$work/usr/servers/all/server.xml"
  WLP_USER_DIR=$work/usr "$work/full/wlp/bin/server" package all --include=minify --archive="$work/all.zip" >"$work/log" 2>&1 ||
    err "Liberty cannot be cut down to its features: see $work/log"
  (cd "$work/cut" && "$JAVA_HOME/bin/jar" --extract --file "$work/all.zip")
  rm -rf "$work/cut/wlp/usr"
  chmod -R a+rX "$work/cut"
  mv "$work/cut" "$2"
  rm -rf "$work"
  step "Liberty cut down to the servers' features"
}

# The image of the runtime that both servers share, for building only; after stage_war of both. Sets LIBERTY.
liberty_image() {
  local stage=$SOURCE/target/liberty base
  stage_liberty "$stage"
  foundation java-base
  base=$FOUNDATION
  LIBERTY=localhost/kubevirt-ee/liberty:$(sha256sum <<<"$LIBERTY_KEY $base" | cut -c 1-16)
  library_image "$LIBERTY" "$base" "$SOURCE/kubernetes/images/liberty/Containerfile" "$stage"
}

# The image of the agent's libraries, for building only; after stage_handler, which leaves them to it. Sets HANDLER_LIBRARIES.
handler_libraries_image() {
  local image=$SOURCE/handler-agent/target/image stage=$SOURCE/target/handler-libraries recipe=$SOURCE/kubernetes/images/handler-libraries key base
  foundation handler-base
  base=$FOUNDATION
  key=$(printf '%s %s\n' "$base" "$(tree_key "$recipe" "$image"/{lib,java.options})" | sha256sum | cut -c 1-16)
  HANDLER_LIBRARIES=localhost/kubevirt-ee/handler-libraries:$key
  rm -rf "$stage"
  mkdir -p "$stage"
  cp -a "$image"/{lib,ours,java.options} "$recipe"/{rehearse,rehearsal.kubeconfig} "$stage/"
  library_image "$HANDLER_LIBRARIES" "$base" "$recipe/Containerfile" "$stage"
}

# library_image IMAGE BASE CONTAINERFILE CONTEXT: one that programs' images begin with; no cluster runs it.
library_image() {
  local name=${1##*/}
  if image_store inspect --type image "$1" >/dev/null 2>&1; then return; fi
  build_image "$2" "$3" "$4" "$1"
  mkdir -p "$ARCHIVES"
  : >"$ARCHIVES/${name/:/-}.tar"
  step "image ${name%:*} built, the classes of a rehearsal archived"
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
  mkdir -p "$ARCHIVES"
  if cluster_is_external; then push_image "$IMAGE"; else load_layers "$IMAGE"; fi
  # Its age is all that is kept of it here: see remove_old_images.
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

# load_layers IMAGE: gives the local node's containerd what it lacks of an image: the layers that are new, and the list of all.
load_layers() {
  local work has layers='' layer config
  work=$(mktemp -d "$ARCHIVES/load.XXXXXX")
  image_store push --quiet "$1" "docker-archive:$work/whole.tar:$1" >"$CLUSTER_LOG/images.log" 2>&1 ||
    err "image $1 cannot be written to $work: see $CLUSTER_LOG/images.log"
  mkdir -p "$work/whole" "$work/new/blobs/sha256"
  tar --extract --file "$work/whole.tar" --directory "$work/whole"
  has=$(content_of_all_nodes)
  # In such an archive a layer is named by its digest, uncompressed, which is what containerd keeps as well.
  while read -r layer; do
    layers+=,$(descriptor application/vnd.oci.image.layer.v1.tar "$layer" "$work/whole/$layer.tar")
    if ! grep -qx "sha256:$layer" <<<"$has"; then ln -f "$work/whole/$layer.tar" "$work/new/blobs/sha256/$layer"; fi
  done < <(grep -oE '[0-9a-f]{64}\.tar' "$work/whole/manifest.json" | cut -d . -f 1)
  config=$(grep -oE '[0-9a-f]{64}\.json' "$work/whole/manifest.json")
  ln "$work/whole/$config" "$work/new/blobs/sha256/${config%.json}"
  printf '{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}' application/vnd.oci.image.manifest.v1+json \
    "$(descriptor application/vnd.oci.image.config.v1+json "${config%.json}" "$work/whole/$config")" "${layers#,}" >"$work/manifest"
  oci_archive "$1" "$work"
  load_image "$work/new.tar"
  rm -rf "$work"
}

# What every node's containerd holds already.
content_of_all_nodes() {
  on_each_node node_ctr content list --quiet | sort | uniq -c | awk -v nodes="$(containerd_sockets | wc -l)" '$1 == nodes { print $2 }'
}

# descriptor MEDIA-TYPE DIGEST FILE
descriptor() {
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}' "$1" "$2" "$(stat -c %s "$3")"
}

# oci_archive IMAGE WORK: WORK/new.tar of WORK/manifest and the blobs in WORK/new.
oci_archive() {
  local digest
  digest=$(sha256sum <"$2/manifest" | cut -d ' ' -f 1)
  mv "$2/manifest" "$2/new/blobs/sha256/$digest"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$2/new/oci-layout"
  printf '{"schemaVersion":2,"manifests":[%s,"annotations":{"io.containerd.image.name":"%s"}}]}\n' \
    "$(descriptor application/vnd.oci.image.manifest.v1+json "$digest" "$2/new/blobs/sha256/$digest" | sed 's/}$//')" "$1" >"$2/new/index.json"
  tar --create --file "$2/new.tar" --directory "$2/new" oci-layout index.json blobs
}

image_in_cluster() {
  if cluster_is_external; then [[ -e $ARCHIVES/pushed/${1//\//_} ]]; else image_loaded "$1"; fi
}

# hand_over IMAGE ARCHIVE: an image that kubernetes/images made.
hand_over() {
  if cluster_is_external; then push_image "$1"; else load_image "$2"; fi
}

# Another cluster's nodes pull from its registry.
push_image() {
  image_store push --quiet "$1" >"$CLUSTER_LOG/images.log" 2>&1 ||
    err "image $1 cannot be pushed: log in with 'buildah login', see $CLUSTER_LOG/images.log"
  mkdir -p "$ARCHIVES/pushed"
  touch "$ARCHIVES/pushed/${1//\//_}"
  step "image $1 pushed"
}

# --- what earlier builds left ------------------------------------------------------------------------
# image_forgotten IMAGE: by one node.
image_forgotten() {
  if image_loaded_here "$1"; then node_ctr images remove "$1" >/dev/null; fi
}

# An image of ours is old when neither this build nor a pod wants it, and an hour has passed since its archive was made (in
# which another checkout may be about to use it). Old ones go: from the node, as an archive, and from the storage.
remove_old_images() {
  local wanted archive name old=()
  # shellcheck disable=SC2153 # lines that sync.sh wrote
  wanted=$(printf '%s\n' "$FOUNDATIONS" "$IMAGES" "$LIBERTY" "$HANDLER_LIBRARIES" \
    "$("$SOURCE/kubernetes/images/build.sh" --list ha-proxy guest-debian)")
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
    if ! cluster_is_external; then on_each_node image_forgotten "$name"; fi
    image_store rmi --force "$name" >/dev/null 2>&1 || true
    rm -f "$archive"
  done < <(printf '%s\n' "${old[@]}")
  image_store rmi --prune >/dev/null 2>&1 || true
  step "${#old[@]} images of earlier builds removed"
}
