package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Located.Image;
import dev.falcoresponder.servers.Located.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final Pins PINS =
      new Pins(
          """
          require (
          	github.com/nats-io/nats-server/v2 v2.15.2 // indirect
          	k8s.io/kubernetes v1.37.2
          )
          """);

  @TempDir Path folder;

  @Test
  void variableComesBeforePath() throws IOException {
    var named = program("named/my-nats");
    program("bin/nats-server");

    var located =
        search(Map.of("NATS_SERVER", named.toString(), "PATH", dir("bin")))
            .locate(Program.NATS_SERVER);

    assertThat(located).isEqualTo(new Executable(Program.NATS_SERVER, named, "NATS_SERVER"));
  }

  @Test
  void variableMayNameTheFolder() throws IOException {
    var etcd = program("assets/etcd");

    var located = search(Map.of("KUBEBUILDER_ASSETS", dir("assets"))).locate(Program.ETCD);

    assertThat(located).isEqualTo(new Executable(Program.ETCD, etcd, "KUBEBUILDER_ASSETS"));
  }

  @Test
  void pathComesBeforeTheCache() throws IOException {
    var onPath = program("bin/nats-server");
    program("cache/falco-responder/servers/nats-server-2.15.2/nats-server");

    var located =
        search(Map.of("PATH", dir("empty") + ":" + dir("bin"), "XDG_CACHE_HOME", dir("cache")))
            .locate(Program.NATS_SERVER);

    assertThat(located).isEqualTo(new Executable(Program.NATS_SERVER, onPath, "PATH"));
  }

  @Test
  void cacheIsAskedForThePinnedVersion() throws IOException {
    program("cache/falco-responder/servers/kubernetes-1.36.0/kube-apiserver");
    var pinned = program("cache/falco-responder/servers/kubernetes-1.37.2/kube-apiserver");

    var located = search(Map.of("XDG_CACHE_HOME", dir("cache"))).locate(Program.KUBE_APISERVER);

    assertThat(located)
        .isEqualTo(new Executable(Program.KUBE_APISERVER, pinned, "built by scripts/servers"));
  }

  @Test
  void cacheIsInTheHomeFolderUnlessSaidOtherwise() throws IOException {
    var pinned = program("home/.cache/falco-responder/servers/nats-server-2.15.2/nats-server");

    var located = search(Map.of("HOME", dir("home"))).locate(Program.NATS_SERVER);

    assertThat(located)
        .isEqualTo(new Executable(Program.NATS_SERVER, pinned, "built by scripts/servers"));
  }

  @Test
  void floorIsNeverTakenFromPath() throws IOException {
    program("bin/nats-server");

    var located = search(Map.of("PATH", dir("bin"))).locate(Program.NATS_SERVER_FLOOR);

    assertThat(located).isInstanceOf(Missing.class);
  }

  @Test
  void dockerComesLast() {
    var search = new Search(Map.of(), PINS, () -> true);

    assertThat(search.locate(Program.NATS_SERVER))
        .isEqualTo(new Image(Program.NATS_SERVER, "nats:2.15.2-alpine"));
    assertThat(search.locate(Program.KUBE_APISERVER)).isInstanceOf(Missing.class);
  }

  @Test
  void fileThatCannotBeRunIsNotAProgram() throws IOException {
    Files.setPosixFilePermissions(
        program("bin/nats-server"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(search(Map.of("PATH", dir("bin"))).locate(Program.NATS_SERVER))
        .isInstanceOf(Missing.class);
  }

  @Test
  void adviceNamesTheScriptAndTheVariable() {
    assertThat(search(Map.of()).locate(Program.KUBE_APISERVER))
        .isEqualTo(
            new Missing(
                Program.KUBE_APISERVER,
                "kube-apiserver (KUBE_APISERVER) is missing: run scripts/servers, or set"
                    + " KUBEBUILDER_ASSETS"));
  }

  @Test
  void pinsOfThisRepositoryNameEveryProgramTheScriptBuilds() {
    var pins = Pins.of(Repository.root());

    for (var program : Program.values()) {
      assertThat(program.cacheFolder(pins).isPresent()).isEqualTo(program != Program.FALCOSIDEKICK);
    }
  }

  private static Search search(Map<String, String> environment) {
    return new Search(environment, PINS, () -> false);
  }

  private String dir(String name) {
    return folder.resolve(name).toString();
  }

  private Path program(String name) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
