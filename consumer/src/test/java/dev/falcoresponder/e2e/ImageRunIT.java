package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.image.BuiltImage;
import dev.falcoresponder.image.Container;
import dev.falcoresponder.image.UnpackedImage;
import dev.falcoresponder.image.Words;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image of {@code scripts/image}, run by what runs containers. */
@NotHardened("it has the image, in a container")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what is built before the tests
class ImageRunIT {
  private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String CONFIG = "/etc/falco-responder";

  private Path folder;
  private UnpackedImage image;

  @BeforeAll
  void build(@TempDir Path scratch) {
    folder = scratch;
    image = UnpackedImage.of(BuiltImage.archive(), folder.resolve("image"));
  }

  @Test
  void versionNeedsNothingAndTheCacheFits() throws IOException {
    // Where the cache does not fit, the JVM does not start then.
    var strict = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

    var said = Words.run(container("version", Map.of()).command(strict, List.of("version")));

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("falco-responder " + image.label("version") + " (Java 25");
  }

  @Test
  void namesOfFilesMayHoldAnyLetter() throws IOException {
    var words = List.of("rules", "check", "/nö….yaml");

    var said = Words.run(container("letters", Map.of()).command(Map.of(), words));

    assertThat(said)
        .isEqualTo(new Words.Said(1, "/nö….yaml:1: there is no such file; name one that exists\n"));
  }

  @Test
  void podDiesByTheHandOfTheImageAsItIsDeployed(ApiServer apiServer) throws IOException {
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer)) {
      var container = deployed(stage);
      try (var replica = stage.replica().command(inside(container, apiServer)).start()) {
        var pods = stage.cluster().pods("image");
        var pod = pods.running("cart-0");

        stage.broker().publish(Alert.about(pod));

        pods.awaitGone("cart-0");
        assertThat(stage.outcomesOf(pods.namespace(), "cart-0"))
            .singleElement()
            .extracting(ResponseOutcome::outcome)
            .isEqualTo("acted");
        assertThat(stage.deletions(pods.namespace(), 1))
            .singleElement()
            .extracting(AuditLog.Entry::status, AuditLog.Entry::uidPrecondition)
            .containsExactly(200, Optional.of(pod.getMetadata().getUid()));
        assertUnprivileged(program(replica));
        assertCommandsTakeLittle(container);

        assertThat(Words.run(container.signal("TERM")).exit()).isZero();

        assertThat(replica.exitCode(Stage.PATIENCE)).hasValue(0);
      }
    }
  }

  /** A person's command shares the replica's memory, and its heap has a bound of its own. */
  private static void assertCommandsTakeLittle(Container container) {
    var flags = "JAVA_TOOL_OPTIONS=-XX:+PrintFlagsFinal";

    var said = Words.run(container.exec(flags, "falco-responder", "dead-letters", "list"));

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text())
        .containsPattern(" MaxHeapSize += " + 32 * 1024 * 1024 + " ")
        .contains("no dead letters");
  }

  /** What the Deployment mounts: configuration, rules, and the account. */
  private Container deployed(Stage stage) throws IOException {
    var base = Repository.root().resolve("manifests/base");
    var config = folder.resolve("config");
    Files.createDirectories(config.resolve("rules"));
    Files.copy(base.resolve("config.yaml"), config.resolve("config.yaml"));
    Files.copy(base.resolve("rules/rules.yaml"), config.resolve("rules/rules.yaml"));
    var access = stage.cluster().access();
    var account = Files.createDirectories(folder.resolve("account"));
    Files.copy(access.certificate(), account.resolve("ca.crt"));
    Files.writeString(account.resolve("namespace"), Cluster.OWN_NAMESPACE);
    Files.writeString(account.resolve("token"), access.token());
    return container("deployed", Map.of(CONFIG, config, ACCOUNT, account));
  }

  private Container container(String name, Map<String, Path> volumes) throws IOException {
    return new Container(image, Files.createDirectories(folder.resolve(name)), volumes);
  }

  /** Its variables as in a pod: the API server is known by the account that is mounted. */
  private static Function<Map<String, String>, List<String>> inside(
      Container container, ApiServer apiServer) {
    return variables -> {
      var environment = new HashMap<>(variables);
      environment.values().removeIf(String::isEmpty);
      environment.remove("KUBECONFIG");
      environment.put("KUBERNETES_SERVICE_HOST", apiServer.url().getHost());
      environment.put("KUBERNETES_SERVICE_PORT", Integer.toString(apiServer.url().getPort()));
      return container.command(environment, List.of("run", "--config", CONFIG + "/config.yaml"));
    };
  }

  /** The program itself, which runc has started. */
  private static ProcessHandle program(ResponderProcess replica) {
    return ProcessHandle.of(replica.pid()).orElseThrow().descendants().findFirst().orElseThrow();
  }

  private static void assertUnprivileged(ProcessHandle program) throws IOException {
    var proc = Path.of("/proc/" + program.pid());
    assertThat(Files.readAllLines(proc.resolve("status")))
        .contains("Uid:\t65532\t65532\t65532\t65532", "NoNewPrivs:\t1")
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
    assertThat(Files.readAllLines(proc.resolve("mounts")))
        .filteredOn(line -> line.split(" ", -1)[1].equals("/"))
        .singleElement()
        .asString()
        .containsPattern(" ro[, ]");
    assertThat(Files.readString(proc.resolve("maps")))
        .contains("/opt/falco-responder/falco-responder.aot");
  }
}
