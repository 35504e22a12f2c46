package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.AnnounceConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.ConnectionConfig;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.cluster.ClusterConfig;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.intake.IntakeConfig;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.settle.RetryConfig;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.telemetry.HttpConfig;
import dev.falcoresponder.consumer.telemetry.LogConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDefaultsTest {
  @Test
  void withoutAnySettingEveryRoomHasItsDefaults() {
    assertThat(Loads.loaded().config())
        .isEqualTo(
            new ConsumerConfig(
                new ConnectionConfig(
                    List.of(URI.create("nats://localhost:4222")),
                    "falco-responder replica-a",
                    Optional.empty(),
                    Optional.empty(),
                    "_INBOX",
                    Duration.ofSeconds(5)),
                new BrokerConfig(
                    BrokerConfig.Mode.AUTO,
                    "FALCO",
                    "falco.>",
                    "falco-responder",
                    BrokerConfig.Provision.CREATE,
                    1,
                    Duration.ofDays(3),
                    Duration.ofSeconds(60),
                    10_000,
                    Duration.ofMinutes(6).plusSeconds(3),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(10)),
                new IntakeConfig(512, Duration.ofSeconds(1)),
                new DedupConfig("replica-a", Duration.ofMinutes(15), Duration.ofMinutes(3), 50_000),
                new ClusterConfig(
                    Duration.ofSeconds(2), Duration.ofSeconds(5), 32, Duration.ofSeconds(10)),
                new ResolveConfig(false, 5),
                new TargetConfig(Duration.ofSeconds(5), 5),
                new GuardConfig(
                    List.of(
                        "kube-system",
                        "kube-public",
                        "kube-node-lease",
                        "falco",
                        "nats",
                        "openfaas",
                        "openfaas-fn"),
                    "falco-response"),
                new BudgetConfig(Duration.ofMinutes(10), 100, 0, 0),
                new RetryConfig(10, Duration.ofSeconds(1), Duration.ofSeconds(60), 50),
                new AnnounceConfig(false, "falco-response", "replica-a"),
                new HttpConfig("0.0.0.0", 8080),
                new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO),
                List.of(),
                Duration.ofSeconds(2),
                false,
                "replica-a",
                Duration.ofSeconds(30)));
  }

  @Test
  void inAPodItsOwnNamespaceIsTheOneKubernetesMounts(@TempDir Path folder) throws Exception {
    var mounted = Files.writeString(folder.resolve("namespace"), "security\n");

    assertThat(inPod(mounted).config().guard().ownNamespace()).isEqualTo("security");
  }

  /** Not knowing which namespace to spare, the program must not guess. */
  @Test
  void namespaceThatIsMountedButCannotBeReadIsAProblem(@TempDir Path folder) {
    var answer = new ConfigLoader(new Surroundings(Map.of(), folder)).load();

    assertThat(answer)
        .isEqualTo(
            new ConfigAnswer.Broken(
                List.of(
                    new ConfigProblem(
                        "FALCO_RESPONDER_KUBERNETES_OWN_NAMESPACE",
                        "kubernetes.own-namespace cannot be found out, "
                            + folder
                            + " is there but cannot be read",
                        "write a namespace"))));
  }

  @Test
  void namespaceThatIsMountedEmptyIsAProblem(@TempDir Path folder) throws Exception {
    var mounted = Files.writeString(folder.resolve("namespace"), "\n");

    assertThat(new ConfigLoader(new Surroundings(Map.of(), mounted)).load())
        .isInstanceOf(ConfigAnswer.Broken.class);
  }

  @Test
  void withoutAHostNameEachReplicaHasANameOfItsOwn() {
    var one = new ConfigLoader(Map.of()).load();
    var other = new ConfigLoader(Map.of("HOSTNAME", "not a name")).load();

    assertThat(Loads.loaded(one).config().replica())
        .startsWith("replica-")
        .isNotEqualTo(Loads.loaded(other).config().replica());
    assertThat(Loads.loaded(other).config().replica()).startsWith("replica-");
  }

  private static ConfigAnswer.Loaded inPod(Path mounted) {
    return Loads.loaded(new ConfigLoader(new Surroundings(Map.of(), mounted)).load());
  }
}
