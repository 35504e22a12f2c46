package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code explain} says without a cluster of an alert that knows only the container. */
class ExplainSoughtPodTest {
  private static final Map<String, String> ON =
      Map.of("FALCO_RESPONDER_TARGET_RESOLVE_BY_CONTAINER_ID", "true");
  private static final String SEEKING =
      """
      {"rule":"Terminal shell in container","priority":"Notice","source":"syscall","hostname":"node-a",
       "output_fields":{"container.id":"1f2e3d4c5b6a","k8s.ns.name":null,"k8s.pod.name":null}}\
      """;

  @Test
  void whereItWouldBeLookedUpIsSaid() {
    assertThat(explain(ON).out().lines())
        .containsSequence(
            "OUTCOME  ignored (NO_POD)",
            "         the alert names no pod; container 1f2e3d4c5b6a would be looked up on node "
                + "node-a in the cluster")
        .contains(
            "         action \"Terminate Pod\" (kubernetes:terminate) does not run: "
                + "the alert names no pod");
  }

  @Test
  void unlessThatIsOff() {
    assertThat(explain(Map.of()).out().lines())
        .containsSequence("OUTCOME  ignored (NO_POD)", "         the alert names no pod");
  }

  @Test
  void jsonHasNoPodAndTheSameOutcomeEitherWay() {
    var on = explain(ON, "--output", "json");
    var answer = JsonParser.parseString(on.out()).getAsJsonObject();

    assertThat(answer.get("outcome").getAsString()).isEqualTo("ignored");
    assertThat(answer.get("reason").getAsString()).isEqualTo("NO_POD");
    assertThat(answer.getAsJsonObject("alert").get("pod").isJsonNull()).isTrue();
    assertThat(on).isEqualTo(explain(Map.of(), "--output", "json"));
  }

  private static Typed explain(Map<String, String> environment, String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "explain";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[arguments.length - 1] = "-";
    return typed(SEEKING.getBytes(UTF_8), environment, arguments);
  }
}
