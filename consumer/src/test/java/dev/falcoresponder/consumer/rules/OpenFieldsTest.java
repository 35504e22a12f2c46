package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that ask about the pod of an alert whose pod is still sought. */
class OpenFieldsTest {
  private static final String SEEKING =
      """
      {"rule":"F","hostname":"node-a","output_fields":{"container.id":"1f2e3d4c5b6a","proc.name":"sh"}}\
      """;

  @ParameterizedTest
  @CsvSource({
    "k8s.ns.name=shop, true",
    "k8s.ns.name!=shop, true",
    "k8s.pod.name=cart-0, true",
    "k8s.pod.uid=x, true",
    "k8s.pod.id!=x, true",
    "'k8s.ns.name=shop, proc.name=sh', true",
    "'k8s.ns.name=shop, proc.name=bash', false",
    "proc.name!=sh, false",
    "k8s.pod.label[app]=cart, false"
  })
  void termOnWhatThePodWillTellHoldsUntilItDoes(String terms, boolean matches) {
    assertThat(Rules.matches("output_fields: ['%s']".formatted(terms), SEEKING)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "k8s.ns.name=shop, true",
    "k8s.ns.name!=shop, false",
    "k8s.ns.name=other, false",
    "k8s.pod.name=cart-0, true",
    "k8s.pod.uid!=u-1, false"
  })
  void onceThePodIsFoundItsNamesDecide(String term, boolean matches) {
    var book = Rules.loaded(Rules.matching("output_fields: ['%s']".formatted(term))).book();
    var seeking = Alerts.decoded(SEEKING, book.fields().toArray(String[]::new));
    var pod =
        new SuspectPod(
            new PodRef("shop", "cart-0"), Optional.of("u-1"), Optional.of("1f2e3d4c5b6a"));

    assertThat(Rules.names(book.match(seeking.about(pod))).isEmpty()).isNotEqualTo(matches);
  }

  @Test
  void withoutALeadNothingIsOpen() {
    var nowhere = SEEKING.replace("\"hostname\":\"node-a\",", "");

    assertThat(Rules.matches("output_fields: ['k8s.ns.name=shop']", nowhere)).isFalse();
  }

  @Test
  void explanationSaysWhatIsNotKnownYet() {
    var book = Rules.loaded(Rules.matching("output_fields: ['k8s.ns.name=shop, a=b']")).book();

    assertThat(book.explain(Alerts.decoded(SEEKING, "a")).getFirst().criteria())
        .containsExactly(
            new CriterionExplanation(
                "output_fields",
                false,
                "k8s.ns.name=shop, a=b",
                "k8s.ns.name not known yet, a absent"));
  }
}
