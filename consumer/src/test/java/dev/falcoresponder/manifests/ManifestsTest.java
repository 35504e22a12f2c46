package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.consumer.config.Setting;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.servers.Repository;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final String RULES_VARIABLE = "FALCO_RESPONDER_RULES_FILES";

  @Test
  void clusterRoleHoldsWhatTheProgramNeedsAndNothingElse() {
    var granted =
        BaseFolder.clusterRole().getRules().stream()
            .flatMap(
                rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));

    assertThat(granted).containsExactlyInAnyOrderElementsOf(Permission.NEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text"})
  void configurationLoadsWithTheVariablesOfTheDeployment(String secret) {
    var environment = variables(secret);
    if (!secret.isEmpty()) {
      // A broker knows either a user or a token; the Secret holds one of them.
      environment.put("FALCO_RESPONDER_NATS_TOKEN", "");
    }

    assertThat(new ConfigLoader(environment).load(BaseFolder.config()))
        .isInstanceOf(ConfigAnswer.Loaded.class);
  }

  @Test
  void variableThatIsNoKeyWouldBeNoticed() {
    var environment = variables("");
    environment.put("FALCO_RESPONDER_NATS_USR", "text");

    assertThat(new ConfigLoader(environment).load(BaseFolder.config()))
        .asInstanceOf(InstanceOfAssertFactories.type(ConfigAnswer.Broken.class))
        .satisfies(broken -> assertThat(broken.problems()).hasSize(1));
  }

  @Test
  void rulesLoadWithoutWarnings() {
    assertThat(RuleFiles.load(List.of(BaseFolder.rules())))
        .asInstanceOf(InstanceOfAssertFactories.type(RuleFiles.Load.Loaded.class))
        .satisfies(loaded -> assertThat(loaded.warnings()).isEmpty());
  }

  @Test
  void rulesAreTheBuiltInOnes() {
    assertThat(rules(List.of(BaseFolder.rules()))).isEqualTo(rules(List.of()));
  }

  @Test
  void filesAreWhereArgumentsAndConfigurationLookForThem() {
    var args = BaseFolder.container().getArgs();

    assertThat(args).containsExactly("run", "--config", mount("config") + "/config.yaml");
    assertThat(BaseFolder.text("config.yaml"))
        .contains("files: " + mount("rules") + "/rules.yaml\n");
    assertThat(BaseFolder.text("kustomization.yaml"))
        .contains("- config.yaml\n", "- rules/rules.yaml\n");
  }

  @Test
  void mountsAreWholeVolumes() {
    assertThat(BaseFolder.container().getVolumeMounts())
        .isNotEmpty()
        .allSatisfy(mount -> {
          assertThat(mount.getSubPath()).isNull();
          assertThat(mount.getSubPathExpr()).isNull();
        });
  }

  @Test
  void podIsNotKilledBeforeTheProgramHasShutDown() {
    assertThat(setting("shutdown.pod-grace"))
        .isEqualTo(BaseFolder.pod().getTerminationGracePeriodSeconds() + "s");
  }

  @Test
  void probesAskThePortThatIsServed() {
    var container = BaseFolder.container();
    var port = container.getPorts().getFirst();

    assertThat(port.getContainerPort()).hasToString(setting("http.port"));
    assertThat(
            Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .extracting(probe -> probe.getHttpGet().getPort().getStrVal())
        .containsOnly(port.getName());
    assertThat(path(container.getStartupProbe())).isEqualTo("/livez");
    assertThat(path(container.getLivenessProbe())).isEqualTo("/livez");
    assertThat(path(container.getReadinessProbe())).isEqualTo("/readyz");
  }

  @Test
  void imageAndChartHaveTheVersionOfTheBuild() throws IOException {
    var pom = Files.readString(Repository.root().resolve("pom.xml"));
    var version =
        pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));

    assertThat(BaseFolder.text("kustomization.yaml")).contains("newTag: " + version + "\n");
    assertThat(BaseFolder.text("../chart/Chart.yaml"))
        .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPath();
  }

  private static String mount(String volume) {
    return BaseFolder.container().getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals(volume))
        .findFirst()
        .orElseThrow()
        .getMountPath();
  }

  private static Object rules(List<Path> files) {
    return ((RuleFiles.Load.Loaded) RuleFiles.load(files)).book().rules();
  }

  private static String setting(String key) {
    var loaded = (ConfigAnswer.Loaded) new ConfigLoader(variables("")).load(BaseFolder.config());
    return loaded.effective().stream()
        .filter(setting -> setting.key().equals(key))
        .map(Setting::shown)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The container's environment, with the rules where they are here instead of where they are
   * mounted.
   */
  private static Map<String, String> variables(String secret) {
    var variables = new HashMap<String, String>();
    for (var variable : BaseFolder.container().getEnv()) {
      variables.put(variable.getName(), value(variable, secret));
    }
    variables.put(RULES_VARIABLE, BaseFolder.rules().toString());
    return variables;
  }

  private static String value(EnvVar variable, String secret) {
    var from = variable.getValueFrom();
    return from == null
        ? variable.getValue()
        : from.getFieldRef() == null ? secret : from.getFieldRef().getFieldPath().replace('.', '-');
  }
}
