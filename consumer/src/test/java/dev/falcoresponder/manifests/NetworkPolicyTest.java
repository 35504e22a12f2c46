package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is no network to try the component {@code network-policy} on: it is read instead. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class NetworkPolicyTest {
  private NetworkPolicy policy;

  @BeforeEach
  void read() throws IOException {
    var file = Components.path("network-policy").resolve("network-policy.yaml");
    policy = Serialization.unmarshal(Files.readString(file), NetworkPolicy.class);
  }

  @Test
  void policyIsAboutTheReplicasInBothDirections() {
    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
        .isEqualTo(Map.of("app.kubernetes.io/name", "falco-responder"));
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
  }

  @Test
  void whatTheContainerServesIsReachedAndNothingElse() {
    assertThat(policy.getSpec().getIngress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(NetworkPolicyPort::getPort)
        .extracting(IntOrString::getStrVal)
        .containsExactly(BaseFolder.container().getPorts().getFirst().getName());
  }

  @Test
  void replicasGoToThreePlacesOnly() {
    assertThat(policy.getSpec().getEgress().stream().map(NetworkPolicyTest::ports))
        .containsExactly(List.of(443, 6443), List.of(4222), List.of(53, 53));
  }

  @Test
  void brokerOfTheBaseIsAmongThem() {
    var loaded =
        (ConfigAnswer.Loaded)
            new ConfigLoader(
                    Map.of(
                        "HOSTNAME",
                        "replica-a",
                        "FALCO_RESPONDER_RULES_FILES",
                        BaseFolder.rules().toString()))
                .load(BaseFolder.config());

    assertThat(loaded.config().connection().servers())
        .allSatisfy(server -> assertThat(namespaces(server.getPort())).contains(namespace(server)));
  }

  private static String namespace(URI service) {
    return service.getHost().split("\\.", -1)[1];
  }

  private Stream<String> namespaces(int port) {
    return policy.getSpec().getEgress().stream()
        .filter(rule -> ports(rule).contains(port))
        .flatMap(rule -> rule.getTo().stream())
        .flatMap(peer -> peer.getNamespaceSelector().getMatchExpressions().stream())
        .flatMap(expression -> expression.getValues().stream());
  }

  private static List<Integer> ports(NetworkPolicyEgressRule rule) {
    return rule.getPorts().stream().map(port -> port.getPort().getIntVal()).toList();
  }
}
