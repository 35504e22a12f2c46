package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.consumer.fixtures.ConfigMapMount;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Metrics;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes the ConfigMap of the rules while the program runs. */
@ExtendWith(SharedServers.class)
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RulesReloadIT {
  private static final String FILE = "rules.yaml";
  private static final String LOADED_AT = "falco_responder_rules_last_load_timestamp_seconds";
  private static final String RELOADS = "falco_responder_rules_reload_total";

  @TempDir Path folder;
  private ConfigMapMount mount;
  private Stage stage;
  private ResponderProcess replica;

  @BeforeEach
  void startWithRulesThatSpareShells(ApiServer apiServer) {
    mount = ConfigMapMount.of(folder, Map.of(FILE, rules("Drop and execute new binary")));
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    replica =
        stage
            .replica()
            .setting("rules.files", mount.file(FILE).toString())
            .setting("rules.reload-interval", "100ms")
            .start();
  }

  @AfterEach
  void close() {
    replica.close();
    stage.close();
  }

  @Test
  void changedMapDecidesTheNextAlertAndABrokenOneDecidesNothing() {
    var atFirst = hash();
    var startedAt = metric(LOADED_AT);
    assertThat(loggedOnce("falco-responder starts").get("rulesHash").getAsString())
        .isEqualTo(atFirst);
    assertSpared("cart-0");

    change(rules("Terminal shell in container"));
    Stage.until("a reload", () -> reloads("loaded") == 1);
    var live = hash();
    assertThat(live).isNotEqualTo(atFirst);
    var loadedAt = metric(LOADED_AT);
    assertThat(loadedAt).isGreaterThan(startedAt);
    assertDies("cart-1");
    assertThat(loggedOnce("rules reloaded"))
        .satisfies(line -> {
          assertThat(line.get("rules").getAsInt()).isEqualTo(1);
          assertThat(line.get("hash").getAsString()).isEqualTo(live);
          assertThat(line.get("hashBefore").getAsString()).isEqualTo(atFirst);
        });

    change("- rule: Nothing\n  colour: red\n");
    Stage.until("a rejection", () -> reloads("rejected") == 1);
    assertThat(metric("falco_responder_rules_reload_failed")).isEqualTo(1);
    assertThat(metric(LOADED_AT)).as("the last good load").isEqualTo(loadedAt);
    assertThat(hash()).isEqualTo(live);
    assertDies("cart-2");
    assertThat(loggedOnce("changed rules rejected, the ones before stay live").get("hash"))
        .hasToString('"' + live + '"');
    assertThat(logged("problem of the rules"))
        .anySatisfy(line ->
            assertThat(line.get("problem").getAsString())
                .startsWith(mount.file(FILE) + ":2: rule \"Nothing\": there is no key"));

    change(rules("Drop and execute new binary"));
    Stage.until("a reload", () -> reloads("loaded") == 2);
    assertThat(metric("falco_responder_rules_reload_failed")).isZero();
    assertThat(metric(LOADED_AT)).isGreaterThan(loadedAt);
    assertThat(hash()).isEqualTo(atFirst);
    assertSpared("cart-3");
  }

  private void assertDies(String name) {
    var pods = stage.cluster().pods("reload");
    var pod = pods.running(name);

    stage.broker().publish(Alert.about(pod));

    assertThat(stage.outcomesOf(pods.namespace(), name))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted");
    pods.awaitGone(name);
  }

  private void assertSpared(String name) {
    var pods = stage.cluster().pods("reload");
    var pod = pods.running(name);
    var ignored = ignored();

    stage.broker().publish(Alert.about(pod));

    Stage.until("another ignored alert", () -> ignored() > ignored);
    stage.awaitSettled();
    assertThat(pods.alive(pod)).isTrue();
    assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
  }

  private void change(String text) {
    mount.change(Map.of(FILE, text));
  }

  private double ignored() {
    return replica
        .metrics()
        .sum("falco_responder_alerts_settled_total", Map.of("outcome", "ignored"));
  }

  private double reloads(String result) {
    return replica.metrics().sum(RELOADS, Map.of("result", result));
  }

  private double metric(String name) {
    return replica.metrics().value(name, Map.of()).orElseThrow();
  }

  /** The only hash that is shown; also what the files themselves have, where they are right. */
  private String hash() {
    var shown =
        replica.metrics().samples().stream()
            .filter(sample -> sample.name().equals("falco_responder_rules_info"))
            .map(Metrics.Sample::labels)
            .toList();
    assertThat(shown).hasSize(1);
    var hash = shown.getFirst().getOrDefault("hash", "");
    if (RuleFiles.load(List.of(mount.file(FILE))) instanceof RuleFiles.Load.Loaded loaded) {
      assertThat(hash).isEqualTo(RuleVersion.of(loaded).hash());
    }
    return hash;
  }

  private JsonObject loggedOnce(String message) {
    assertThat(logged(message)).hasSize(1);
    return logged(message).getFirst();
  }

  private List<JsonObject> logged(String message) {
    return replica.logLines().stream()
        .filter(line -> line.get("message").getAsString().equals(message))
        .toList();
  }

  private static String rules(String falcoRule) {
    return """
    - rule: Answer
      match: {rules: [%s]}
      actions: [{action: Kill, actionner: "kubernetes:terminate"}]
    """
        .formatted(falcoRule);
  }
}
