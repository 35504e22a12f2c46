package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What actions there are in rule files, and their parameters. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleActionsTest {
  private static final String INSTEAD = "; write one of: kubernetes:terminate";

  @TempDir private Path folder;

  private static String action(String actionner) {
    return "- action: T\n  actionner: %s\n".formatted(actionner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetes:label",
        "kubernetes:annotation",
        "kubernetes:networkpolicy",
        "kubernetes:exec",
        "kubernetes:script",
        "kubernetes:log",
        "kubernetes:delete",
        "kubernetes:cordon",
        "kubernetes:drain",
        "kubernetes:download",
        "kubernetes:tcpdump",
        "kubernetes:sysdig",
        "aws:lambda",
        "gcp:function",
        "calico:networkpolicy",
        "cilium:networkpolicy"
      })
  void actionnerThatOnlyFalcoTalonHasIsNamedAsSuch(String actionner) {
    assertThat(new TypedRules(folder).refused(action(actionner)))
        .singleElement()
        .asString()
        .startsWith(
            "1.yaml:2: action \"T\": \"%s\" is an actionner of falco-talon that is not supported here yet%s"
                .formatted(actionner, INSTEAD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kubernetes:terminat   | , the nearest is kubernetes:terminate
          Kubernetes:Terminate  | , the nearest is kubernetes:terminate
          kuberntes:terminate   | , the nearest is kubernetes:terminate
          terminate             | , the nearest is kubernetes:terminate
          kubernetes:labels     | , the nearest is kubernetes:label of falco-talon, which is not supported here yet
          networkpolicy         | , the nearest is kubernetes:networkpolicy of falco-talon, which is not supported here yet
          kubernetes:explode    | ''
          azure:function        | ''
          kill                  | ''
          """)
  void actionnerThatNobodyHasIsUnknown(String actionner, String nearest) {
    assertThat(new TypedRules(folder).refused(action(actionner)))
        .singleElement()
        .asString()
        .startsWith(
            "1.yaml:2: action \"T\": there is no actionner \"%s\"%s%s"
                .formatted(actionner, nearest, INSTEAD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule   | notifiers: [slack, k8sevents] | notifiers is a key of falco-talon, and rules choose no channel here
          action | output: {target: "aws:s3"}    | output is a key of falco-talon, and actions choose no store here
          action | additional_contexts: [aws]    | additional_contexts is a key of falco-talon, and actions get nothing but the alert and the pod here
          """)
  void keyThatHasNoMeaningHereIsRefusedWithWhatToUse(String block, String line, String problem) {
    var file =
        """
        - rule: R
          match: {rules: [A]}
          RULE
          actions:
            - action: T
              actionner: kubernetes:terminate
              ACTION
        """
            .replace("RULE", block.equals("rule") ? line : "description: x")
            .replace("ACTION", block.equals("action") ? line : "description: x");

    assertThat(new TypedRules(folder).refused(file))
        .containsExactly(
            (block.equals("rule")
                    ? "1.yaml:3: rule \"R\": "
                    : "1.yaml:7: rule \"R\", action \"T\": ")
                + problem
                + "; take it out: what was done is in the outcome events"
                + " (falco-responder.outcome.>) and, if switched on, in Kubernetes Events, what was"
                + " given up is in the dead letters");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "'  parameters: {}', 1",
    "'  parameters: {grace_period_seconds: 3600}', 3600"
  })
  void graceIsAWholeNumberOfSecondsOrOne(String parameters, int seconds) {
    var rule = "\n- rule: R\n  actions: [{action: T}]\n";

    var explained =
        new TypedRules(folder)
            .explained("{\"rule\":\"A\"}", action("kubernetes:terminate") + parameters + rule);

    assertThat(explained.getFirst().toString())
        .containsPattern("\"grace_period_seconds\":" + seconds + "[,}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1     | "-1"
          3601   | "3601"
          "5"    | "5"
          5s     | "5s"
          1.5    | "1.5"
          true   | "true"
          ~      | "~"
          [5]    | a list
          {a: 5} | a map
          """)
  void anyOtherGraceIsRefused(String written, String found) {
    var file =
        action("kubernetes:terminate") + "  parameters: {grace_period_seconds: " + written + "}\n";

    assertThat(new TypedRules(folder).refused(file))
        .containsExactly(
            "1.yaml:3: action \"T\": parameter grace_period_seconds is %s; write a whole number from 0 to 3600, without quotes"
                .formatted(found));
  }

  /** What is left alone, as it is written and as it is meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grace_period_seconds: 5         | "ignore_daemonsets":false,"ignore_statefulsets":false,"ignore_standalone_pods":false}
          ignore_daemonsets: true         | "ignore_daemonsets":true,
          ignore_daemonsets: "true"       | "ignore_daemonsets":true,
          ignore_daemonsets: "false"      | "ignore_daemonsets":false,
          ignore_statefulsets: true       | "ignore_statefulsets":true,
          ignore_statefulsets: false      | "ignore_statefulsets":false,
          ignore_standalone_pods: TRUE    | "ignore_standalone_pods":true}
          ignore_standalone_pods: 'false' | "ignore_standalone_pods":false}
          min_healthy_replicas: 2         | "min_healthy_replicas":"2"}
          min_healthy_replicas: "2"       | "min_healthy_replicas":"2"}
          min_healthy_replicas: 33%       | "min_healthy_replicas":"33%"}
          min_healthy_replicas: "100%"    | "min_healthy_replicas":"100%"}
          """)
  void podsAreLeftAloneAsTheParametersSay(String written, String meant) {
    var file = action("kubernetes:terminate") + "  parameters: {" + written + "}\n";
    var rules = new TypedRules(folder);

    assertThat(rules.accepted(file)).isEmpty();
    assertThat(
            rules
                .explained("{\"rule\":\"A\"}", file + "- rule: R\n  actions: [{action: T}]\n")
                .getFirst()
                .toString())
        .contains(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ignore_daemonsets: yes          | ignore_daemonsets is "yes"; FLAG
          ignore_statefulsets: "True"     | ignore_statefulsets is "True"; FLAG
          ignore_standalone_pods: 1       | ignore_standalone_pods is "1"; FLAG
          ignore_daemonsets: [true]       | ignore_daemonsets is a list; FLAG
          min_healthy_replicas: 0         | min_healthy_replicas is "0"; MINIMUM
          min_healthy_replicas: "0%"      | min_healthy_replicas is "0%"; MINIMUM
          min_healthy_replicas: "101%"    | min_healthy_replicas is "101%"; MINIMUM
          min_healthy_replicas: "1.5"     | min_healthy_replicas is "1.5"; MINIMUM
          min_healthy_replicas: half      | min_healthy_replicas is "half"; MINIMUM
          min_healthy_replicas: {min: 2}  | min_healthy_replicas is a map; MINIMUM
          """)
  void parameterThatCouldBeMisreadIsRefused(String written, String problem) {
    var file = action("kubernetes:terminate") + "  parameters:\n    " + written + "\n";

    assertThat(new TypedRules(folder).refused(file))
        .containsExactly(
            "1.yaml:4: action \"T\": parameter "
                + problem
                    .replace("FLAG", "write true or false")
                    .replace(
                        "MINIMUM",
                        "write how many replicas, from 1, such as \"2\", or how much of them,"
                            + " from \"1%\" to \"100%\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gracePeriods: 2", "ignoreStatefulsets: true", "allow: [a]", "allow: {a: [b]}"})
  void parameterThatThereIsNotIsRefused(String parameter) {
    var file = action("kubernetes:terminate") + "  parameters: {" + parameter + "}\n";

    assertThat(new TypedRules(folder).refused(file))
        .singleElement()
        .asString()
        .startsWith(
            "1.yaml:3: action \"T\": kubernetes:terminate has no parameter \"%s\"; write one of: grace_period_seconds"
                .formatted(parameter.substring(0, parameter.indexOf(':'))));
  }
}
