package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders is what kustomize builds, as the two real tools see it. */
class ChartIT {
  private static final String RELEASE = "falco-responder";
  private static final String WITH_NAMESPACE = "namespace.create";

  /** Components, with the options of the chart that each is. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("admission", "admission.enabled=true"),
          Map.entry("hpa", "autoscaling.enabled=true,autoscaling.type=hpa"),
          Map.entry("keda", "autoscaling.enabled=true"),
          Map.entry("kubernetes-events", "kubernetesEvents.enabled=true"),
          Map.entry(
              "monitoring",
              "podMonitor.enabled=true,prometheusRules.enabled=true,"
                  + "grafana.dashboards.enabled=true"),
          Map.entry("namespaced", "namespaced.enabled=true"),
          Map.entry("network-policy", "networkPolicy.enabled=true"),
          Map.entry("owner-health", "ownerHealth.enabled=true"),
          Map.entry("pdb", "podDisruptionBudget.enabled=true"),
          Map.entry("priority-level", "priorityLevel.enabled=true"),
          Map.entry("resolve-by-container-id", "resolveByContainerId.enabled=true"));

  /** What is a matter of {@code config} and of the broker in the chart. */
  private static final Set<String> OF_THE_BROKER =
      Set.of("nack", "nats-accounts", "openfaas-ce", "openfaas-pro");

  private final Path folder;
  private final Helm helm;
  private final Kubectl kubectl;

  ChartIT(@TempDir Path folder) {
    this.folder = folder;
    helm = Helm.in(folder);
    kubectl = new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);
  }

  @Test
  void defaultRenderingIsTheBaseWithoutItsNamespace() {
    var base = Rendered.of(kubectl.succeed("kustomize", BaseFolder.path().toString()));
    var wanted = base.comparable();
    assertThat(wanted.remove("Namespace falco-response")).isNotNull();

    var chart = helm.rendered(RELEASE);

    assertThat(chart.comparable()).isEqualTo(wanted);
    assertThat(chart.checksum()).hasSize(64);
  }

  @Test
  void withItsNamespaceItIsTheBase() {
    var base = Rendered.of(kubectl.succeed("kustomize", BaseFolder.path().toString()));

    assertThat(helm.rendered(RELEASE, on(WITH_NAMESPACE)).comparable())
        .isEqualTo(base.comparable());
  }

  static Stream<List<String>> components() {
    var all =
        OPTIONS.keySet().stream()
            .filter(component -> !Set.of("hpa", "namespaced").contains(component))
            .sorted()
            .toList();
    return Stream.concat(
        OPTIONS.keySet().stream().sorted().map(List::of),
        Stream.of(all, List.of("hpa", "kubernetes-events", "owner-health", "namespaced")));
  }

  @ParameterizedTest
  @MethodSource("components")
  void optionsAreTheComponentsOfTheBase(List<String> components) {
    var built = Rendered.of(Overlay.of(kubectl, folder, components).built());

    var words =
        components.stream().map(component -> "--set=" + OPTIONS.getOrDefault(component, ""));

    assertThat(
            helm.rendered(
                    RELEASE,
                    Stream.concat(Stream.of(on(WITH_NAMESPACE)), words).toArray(String[]::new))
                .comparable())
        .isEqualTo(built.comparable());
  }

  @Test
  void everyComponentIsAnOptionOrAMatterOfTheBroker() {
    assertThat(Stream.concat(OPTIONS.keySet().stream(), OF_THE_BROKER.stream()))
        .containsExactlyInAnyOrderElementsOf(Components.all());
  }

  @Test
  void namedNamespacesHaveTheRolesOfTheComponent() {
    var without = helm.rendered(RELEASE, namespaced());
    var roles = without.objects().keySet();

    var with = helm.rendered(RELEASE, namespaced("--set=namespaced.namespaces={shop}"));

    var added = new Rendered(new TreeMap<>(with.objects()));
    roles.forEach(added.objects()::remove);
    var built =
        Stream.of("permissions", "owner-health", "kubernetes-events")
            .map(this::rolesInShop)
            .collect(Collectors.joining("\n---\n"));
    assertThat(added.comparable()).isEqualTo(Rendered.of(built).comparable()).hasSize(6);
  }

  private static String[] namespaced(String... more) {
    var switches =
        Stream.of("namespaced", "ownerHealth", "kubernetesEvents")
            .map(option -> on(option + ".enabled"));
    return Stream.concat(switches, Stream.of(more)).toArray(String[]::new);
  }

  private String rolesInShop(String permissions) {
    try {
      var here = Files.createTempDirectory(folder, "roles").toRealPath();
      var roles = Components.path(Components.NAMESPACED).resolve(permissions).toRealPath();
      // As `kubectl apply --namespace shop -k`, which `kubectl kustomize` does not know.
      Files.writeString(
          here.resolve("kustomization.yaml"),
          "namespace: shop\nresources: [%s]\n".formatted(here.relativize(roles)));
      return kubectl.succeed("kustomize", here.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String on(String option) {
    return "--set=" + option + "=true";
  }
}
