package dev.falcoresponder.consumer.resolve;

import static dev.falcoresponder.consumer.resolve.Leads.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.MatchCriteria;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleBook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodResolverTest {
  private static final String SEEKING =
      """
      {"rule":"R","hostname":"node-a","output_fields":{"container.id":"1f2e3d4c5b6a"}}\
      """;
  private static final Outcome NO_POD =
      new Outcome.Ignored(Reason.NO_POD, "the alert names no pod");

  private final AtomicInteger searches = new AtomicInteger();
  private final PodSearch finds =
      (_, _) -> {
        searches.incrementAndGet();
        return Step.next(suspect("cart-0"));
      };

  @Test
  void podInTheAlertIsTakenAsItIs() {
    var alert =
        Alerts.decoded(Alerts.withFields("\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"other\""));
    var book = book(rule("Every"));

    assertThat(resolved(alert, finds, book))
        .isEqualTo(new MatchedAlert(alert, alert.pod().orElseThrow(), book.rules()));
    assertThat(searches).hasValue(0);
  }

  @Test
  void alertWithoutPodAndWithoutLeadIsIgnored() {
    var alert = Alerts.decoded("{\"rule\":\"R\",\"hostname\":\"node-a\"}");

    assertThat(ended(alert, finds, book(rule("Every")))).isEqualTo(NO_POD);
    assertThat(searches).hasValue(0);
  }

  @Test
  void leadIsNotFollowedWhereSearchingIsOff() {
    assertThat(ended(Alerts.decoded(SEEKING), PodSearch.OFF, book(rule("Every"))))
        .isEqualTo(NO_POD);
  }

  @Test
  void podThatIsFoundIsThePodAsIfTheAlertHadNamedIt() {
    var alert = Alerts.decoded(SEEKING);
    var book = book(rule("Every"));

    assertThat(resolved(alert, finds, book))
        .isEqualTo(
            new MatchedAlert(alert.about(suspect("cart-0")), suspect("cart-0"), book.rules()));
  }

  @Test
  void searchThatEndsEndsTheAlert() {
    var outcome = new Outcome.Retry(Reason.STATUS_LAGS, "not yet", Optional.empty(), true);

    assertThat(ended(Alerts.decoded(SEEKING), (_, _) -> Step.end(outcome), book(rule("Every"))))
        .isEqualTo(outcome);
  }

  /** The rule that spares the namespace held as long as nobody knew it, and would have killed. */
  @Test
  void ruleThatSparesTheNamespaceSparesThePodOnceItIsFound() {
    var sparing = rule("Not in shop", new FieldTerm("k8s.ns.name", false, "shop"));

    assertThat(ended(Alerts.decoded(SEEKING), finds, book(sparing)))
        .isEqualTo(
            new Outcome.Ignored(
                Reason.NO_RULE, "it is about pod shop/cart-0, for which no rule matches"));
  }

  @Test
  void rulesThatRunAreThoseThatMatchTheFoundPod() {
    var here = rule("In shop", new FieldTerm("k8s.ns.name", true, "shop"));
    var elsewhere = stopping(rule("In bank", new FieldTerm("k8s.ns.name", true, "bank")));
    var every = rule("Every");

    assertThat(resolved(Alerts.decoded(SEEKING), finds, book(elsewhere, here, every)).rules())
        .containsExactly(here, every);
  }

  private static ResponseRule rule(String name, FieldTerm... terms) {
    var fields = terms.length == 0 ? List.<List<FieldTerm>>of() : List.of(List.of(terms));
    var criteria =
        new MatchCriteria(Set.of(), Optional.empty(), List.of(), Optional.empty(), fields);
    return new ResponseRule(name, criteria, List.of(), false, true, false, false);
  }

  private static ResponseRule stopping(ResponseRule rule) {
    return new ResponseRule(rule.name(), rule.match(), rule.actions(), false, false, false, false);
  }

  private static RuleBook book(ResponseRule... rules) {
    return RuleBook.of(Stream.of(rules).toList());
  }

  private static Step<MatchedAlert> resolve(DecodedAlert alert, PodSearch search, RuleBook book) {
    return book.match(alert).then(wanted -> new PodResolver(search).resolve(wanted, book));
  }

  private static MatchedAlert resolved(DecodedAlert alert, PodSearch search, RuleBook book) {
    return switch (resolve(alert, search, book)) {
      case Step.Next<MatchedAlert>(var matched) -> matched;
      case Step.End<MatchedAlert>(var outcome) -> throw new AssertionError("ended: " + outcome);
    };
  }

  private static Outcome ended(DecodedAlert alert, PodSearch search, RuleBook book) {
    return switch (resolve(alert, search, book)) {
      case Step.Next<MatchedAlert>(var matched) -> throw new AssertionError("went on: " + matched);
      case Step.End<MatchedAlert>(var outcome) -> outcome;
    };
  }
}
