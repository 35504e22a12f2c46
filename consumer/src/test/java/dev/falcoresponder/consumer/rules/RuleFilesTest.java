package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.outcome.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFilesTest {
  @Test
  void withoutFilesTheClassicRuleTerminatesForShellsWithATerminal() {
    var load = RuleFiles.load(List.of());

    assertThat(load)
        .isInstanceOfSatisfying(
            RuleFiles.Load.Loaded.class,
            loaded -> {
              assertThat(loaded.warnings()).isEmpty();
              assertThat(loaded.book().rules())
                  .singleElement()
                  .satisfies(RuleFilesTest::checkClassic);
              assertThat(loaded.book().match(Alerts.decoded(Alerts.sample("06"))))
                  .isInstanceOf(Step.Next.class);
              assertThat(loaded.book().match(Alerts.decoded(Alerts.sample("04"))))
                  .isInstanceOf(Step.End.class);
            });
  }

  private static void checkClassic(ResponseRule rule) {
    assertThat(rule.name()).isEqualTo("Terminal shell in container");
    assertThat(rule.match().rules()).containsExactly("Terminal shell in container");
    assertThat(rule.actions())
        .extracting(RuleAction::spec)
        .containsExactly(new ActionSpec.Terminate(Duration.ofSeconds(1)));
    assertThat(rule.targetsByName()).isFalse();
  }

  @Test
  void aTeamsFileReadsAsMeant() {
    var file =
        """
        # What the platform team answers to.
        - action: Quick end
          description: A second is enough.
          actionner: kubernetes:terminate
          parameters:
            grace_period_seconds: 1

        - action: Slow end
          actionner: kubernetes:terminate
          ignore_errors: "true"
          continue: "true"
          parameters:
            grace_period_seconds: 30

        - rule: Miners
          description: Nobody mines here.
          match:
            rules:
              - Detect crypto miners using the Stratum protocol
              - Drop and execute new binary in container
            priority: ">=Critical"
            output_fields:
              - "k8s.ns.name!=lab, k8s.pod.name!=<nil>"
          actions:
            - action: Quick end

        - rule: Shells in the shop
          continue: "false"
          match:
            tags: ["container, shell"]
            output_fields: [k8s.ns.name=shop]
          actions:
            - action: Slow end
            - action: Quick end

        - rule: Anything critical, seen only
          dry_run: "true"
          match:
            priority: Critical
          actions:
            - action: Quick end
        """;

    assertThat(matching(file, "04")).containsExactly("Miners", "Anything critical, seen only");
    assertThat(matching(file, "05")).containsExactly("Miners", "Anything critical, seen only");
    assertThat(matching(file, "06")).isEmpty();
    assertThat(matching(file, "19")).containsExactly("Anything critical, seen only");
  }

  private static List<String> matching(String file, String sample) {
    var book = Rules.loaded(file).book();
    var decoded = Alerts.decoded(Alerts.sample(sample), book.fields().toArray(String[]::new));
    return Rules.names(book.match(decoded));
  }
}
