package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.consumer.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the chart's values. */
class ChartValuesIT {
  private static final String RELEASE = "falco-responder";

  private final Path folder;
  private final Helm helm;

  ChartValuesIT(@TempDir Path folder) {
    this.folder = folder;
    helm = Helm.in(folder);
  }

  @Test
  void configurationIsLaidOverThatOfTheBaseAndRollsThePods() throws IOException {
    var values =
        values(
            """
            config:
              dry-run: true
              nats: {servers: [nats://a:4222, nats://b:4222], replicas: 3}
              log: {format: text}
              budget: {cluster: 0}
            terminationGracePeriodSeconds: 60
            """);

    var rendered = helm.rendered(RELEASE, values);

    var settings = load(rendered);
    assertThat(settings)
        .containsEntry("dry-run", "true")
        .containsEntry("nats.servers", "nats://a:4222,nats://b:4222")
        .containsEntry("nats.replicas", "3")
        .containsEntry("log.format", "text")
        .containsEntry("budget.cluster", "0")
        .containsEntry("shutdown.grace", "30s")
        .containsEntry("shutdown.pod-grace", "1m");
    assertThat(rendered.pod().get("terminationGracePeriodSeconds").getAsInt()).isEqualTo(60);
    assertThat(rendered.checksum()).isNotEqualTo(helm.rendered(RELEASE).checksum());
  }

  @Test
  void moreRulesAreLoadedAfterThoseOfTheBaseAndChangedOnesRollNothing() throws IOException {
    var rendered =
        helm.rendered(RELEASE, values("customRules: {b.yaml: '[] # 1', a.yml: '[] # 2'}"));
    var changed =
        helm.rendered(RELEASE, values("customRules: {b.yaml: '[] # 3', a.yml: '[] # 2'}"));

    var folder = "/etc/falco-responder/rules/";
    assertThat(rendered.file("-config", "config.yaml"))
        .contains("files: " + folder + "rules.yaml," + folder + "a.yml," + folder + "b.yaml");
    assertThat(rendered.file("-rules", "b.yaml")).isEqualTo("[] # 1");
    assertThat(rendered.file("-rules", "rules.yaml"))
        .isEqualTo(BaseFolder.text("rules/rules.yaml"));
    assertThat(changed.only("Deployment")).isEqualTo(rendered.only("Deployment"));
  }

  @Test
  void rulesOfTheBaseCanBeReplaced() throws IOException {
    var rendered = helm.rendered(RELEASE, values("customRules: {rules.yaml: '[] # mine'}"));

    assertThat(rendered.file("-rules", "rules.yaml")).isEqualTo("[] # mine");
    assertThat(rendered.file("-config", "config.yaml")).isEqualTo(BaseFolder.text("config.yaml"));
  }

  @Test
  void whatThePodIsGivenIsLaidOverThatOfTheBase() throws IOException {
    var values =
        values(
            """
            replicaCount: 0
            image: {registry: registry.example, repository: team/responder, tag: "1.2", pullPolicy: Always}
            imagePullSecrets: [pull, {name: other}]
            existingSecret: broker-login
            resources: {limits: {memory: null, cpu: 2}, requests: {cpu: 200m}}
            podSecurityContext: {runAsUser: 1000}
            securityContext: {readOnlyRootFilesystem: false}
            podLabels: {team: blue}
            podAnnotations: {note: here}
            priorityClassName: high
            nodeSelector: {disk: fast}
            tolerations: [{operator: Exists}]
            affinity: {nodeAffinity: {}}
            topologySpreadConstraints: []
            extraEnv: [{name: JAVA_TOOL_OPTIONS, value: -Xmx128m}]
            extraVolumes: [{name: creds, secret: {secretName: creds}}]
            extraVolumeMounts: [{name: creds, mountPath: /creds}]
            """);

    var rendered = helm.rendered(RELEASE, values);

    var container = rendered.container();
    assertThat(container.get("image").getAsString())
        .isEqualTo("registry.example/team/responder:1.2");
    assertThat(container.get("imagePullPolicy").getAsString()).isEqualTo("Always");
    assertThat(container.get("resources"))
        .isEqualTo(json("{limits: {cpu: 2}, requests: {cpu: 200m, memory: 192Mi}}"));
    assertThat(container.getAsJsonObject("securityContext"))
        .isEqualTo(
            json(
                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: false,"
                    + " capabilities: {drop: [ALL]}}"));
    assertThat(container.toString()).contains("broker-login").doesNotContain("responder-nats");
    assertThat(named(container.getAsJsonArray("env"))).contains("JAVA_TOOL_OPTIONS");
    assertThat(named(container.getAsJsonArray("volumeMounts"))).contains("creds", "rules");
    var pod = rendered.pod();
    assertThat(named(pod.getAsJsonArray("volumes"))).contains("creds", "config");
    assertThat(pod.getAsJsonObject("securityContext").get("runAsUser").getAsInt()).isEqualTo(1000);
    assertThat(pod.getAsJsonObject("securityContext").get("runAsGroup").getAsInt())
        .isEqualTo(65532);
    assertThat(pod.get("imagePullSecrets")).isEqualTo(json("[{name: pull}, {name: other}]"));
    assertThat(pod.get("nodeSelector")).isEqualTo(json("{disk: fast}"));
    assertThat(pod.get("tolerations")).isEqualTo(json("[{operator: Exists}]"));
    assertThat(pod.get("priorityClassName").getAsString()).isEqualTo("high");
    assertThat(pod.getAsJsonArray("topologySpreadConstraints")).hasSize(1);
    var spec = rendered.only("Deployment").getAsJsonObject("spec");
    assertThat(spec.get("replicas").getAsInt()).isZero();
    assertThat(spec.getAsJsonObject("template").get("metadata").toString())
        .contains("\"team\":\"blue\"", "\"note\":\"here\"");
  }

  @Test
  void nothingIsCalledAsInTheBaseInAReleaseOfAnotherName() {
    var rendered =
        helm.rendered(
            "blue",
            "--set=fullnameOverride=guard,nameOverride=guardian,serviceAccount.name=watchman",
            "--set=existingSecret=login,image.repository=mine,ownerHealth.enabled=true",
            "--set=admission.enabled=true,priorityLevel.enabled=true,networkPolicy.enabled=true",
            "--set=podDisruptionBudget.enabled=true,customLabels.team=blue");

    assertThat(rendered.objects().keySet())
        .contains(
            "Deployment falco-response/guard",
            "ServiceAccount falco-response/watchman",
            "ConfigMap falco-response/guard-config",
            "ClusterRole guard-owner-health",
            "ValidatingAdmissionPolicyBinding guard",
            "FlowSchema guard")
        .noneMatch(key -> key.contains("falco-responder"));
    assertThat(rendered.objects().values())
        .allSatisfy(object ->
            assertThat(object.getAsJsonObject("metadata").getAsJsonObject("labels"))
                .isEqualTo(
                    json(
                        "{app.kubernetes.io/name: guardian, app.kubernetes.io/instance: blue,"
                            + " app.kubernetes.io/component: responder,"
                            + " app.kubernetes.io/part-of: falco-responder, team: blue}")));
    // Paths, labels' prefix, the container and what the objects are part of keep the program's
    // name.
    var rest =
        rendered
            .objects()
            .toString()
            .replaceAll(
                "/etc/falco-responder|falco-responder\\.dev/|part-of\":\"falco-responder", "")
            .replace("\"name\":\"falco-responder\",\"ports\"", "");
    assertThat(rest).doesNotContain("falco-responder\"", "falco-responder$", "falco-responder-");
  }

  @Test
  void apiServerProtectsWhatTheProgramIsToldToProtect() throws IOException {
    var values =
        values(
            """
            admission: {enabled: true}
            config: {guard: {protected-namespaces: "shop, team-*"}}
            """);

    assertThat(helm.rendered(RELEASE, values).only("ValidatingAdmissionPolicy").toString())
        .contains(
            "!request.namespace.matches('^shop$')", "!request.namespace.matches('^team-.*$')");
  }

  @Test
  void packageIsTheSameChart() {
    var archive =
        helm.succeed("package", Helm.chart().toString(), "--destination", folder.toString())
            .replaceAll(".*saved it to: |\n", "");

    var packed = helm.succeed("template", RELEASE, archive, "-n", Overlay.NAMESPACE);

    assertThat(packed).isEqualTo(helm.template(RELEASE).stdout());
  }

  private Map<String, String> load(Rendered rendered) throws IOException {
    var rules =
        Files.writeString(folder.resolve("rules.yaml"), rendered.file("-rules", "rules.yaml"));
    var file = folder.resolve("config.yaml");
    Files.writeString(file, rendered.file("-config", "config.yaml"));
    var environment =
        Map.of("HOSTNAME", "replica-a", "FALCO_RESPONDER_RULES_FILES", rules.toString());
    var loaded = (ConfigAnswer.Loaded) new ConfigLoader(environment).load(file);
    return loaded.effective().stream().collect(Collectors.toMap(Setting::key, Setting::shown));
  }

  private String values(String yaml) throws IOException {
    return "--values=" + Files.writeString(Files.createTempFile(folder, "values", ".yaml"), yaml);
  }

  private static List<String> named(JsonArray items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.getAsJsonObject().get("name").getAsString())
        .toList();
  }

  private static JsonElement json(String yaml) {
    return Rendered.read(yaml);
  }
}
