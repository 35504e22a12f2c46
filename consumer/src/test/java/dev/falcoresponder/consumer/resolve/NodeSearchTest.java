package dev.falcoresponder.consumer.resolve;

import static dev.falcoresponder.consumer.resolve.Leads.DIGITS;
import static dev.falcoresponder.consumer.resolve.Leads.LEAD;
import static dev.falcoresponder.consumer.resolve.Leads.NODE;
import static dev.falcoresponder.consumer.resolve.Leads.delivery;
import static dev.falcoresponder.consumer.resolve.Leads.pod;
import static dev.falcoresponder.consumer.resolve.Leads.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.fixtures.InMemoryNodes;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSearchTest {
  private static final int ATTEMPTS = 3;

  private final InMemoryNodes nodes = new InMemoryNodes();
  private final NodeSearch search =
      new NodeSearch(nodes, new ResolveConfig(true, ATTEMPTS), new Random(1));

  @Test
  void podThatHasTheContainerIsFoundWithItsUid() {
    nodes.with(NODE, pod("cart-0", DIGITS)).with(NODE, pod("cart-1", "ffffffffffff"));

    assertThat(find(1)).isEqualTo(Step.next(suspect("cart-0")));
    assertThat(findings()).isEqualTo("ambiguous=0 found=1 unknown=0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIGITS,
        DIGITS + "0000",
        DIGITS + "0000000000000000000000000000000000000000000000000000"
      })
  void anyNumberOfDigitsFromTwelveOnTells(String digits) {
    nodes.with(NODE, pod("cart-0", DIGITS)).with(NODE, pod("cart-1", DIGITS.replace('a', 'b')));

    assertThat(search.find(new PodLead(digits, NODE), delivery(1))).isInstanceOf(Step.Next.class);
  }

  @Test
  void podOnAnotherNodeIsNotTheOne() {
    nodes.with("node-b", pod("cart-0", DIGITS)).with(NODE, pod("cart-1", "ffffffffffff"));

    assertThat(outcome(ATTEMPTS)).isInstanceOf(Outcome.Ignored.class);
  }

  @Test
  void twoPodsWithTheSameDigitsAreNeitherAndNoRetryHelps() {
    nodes.with(NODE, pod("cart-0", DIGITS)).with(NODE, pod("cart-1", DIGITS));

    assertThat(outcome(1))
        .isEqualTo(
            new Outcome.Ignored(
                Reason.NO_POD,
                "the alert names no pod, and container 1f2e3d4c5b6a on node node-a may be one of "
                    + "shop/cart-0, shop/cart-1"));
    assertThat(findings()).isEqualTo("ambiguous=1 found=0 unknown=0");
  }

  @Test
  void howeverManyCandidatesThereAreTheSentenceStaysShort() {
    IntStream.range(0, 1_000).forEach(i -> nodes.with(NODE, pod("cart-" + i, DIGITS)));

    assertThat(outcome(1).detail()).hasSizeLessThan(400);
  }

  @Test
  void containerThatNoStatusShowsYetIsLookedForAgain() {
    nodes.with(NODE, pod("cart-0", "ffffffffffff"));

    assertThat(outcome(ATTEMPTS - 1))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(Reason.STATUS_LAGS);
              assertThat(retry.counted()).isTrue();
              assertThat(retry.notBefore().orElseThrow())
                  .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            });
    assertThat(findings()).isEqualTo("ambiguous=0 found=0 unknown=0");
  }

  @Test
  void containerThatNoStatusEverShowsIsNobodys() {
    nodes.with(NODE, pod("cart-0", "ffffffffffff"));

    assertThat(outcome(ATTEMPTS))
        .isEqualTo(
            new Outcome.Ignored(
                Reason.NO_POD,
                "the alert names no pod, and none on node node-a shows container 1f2e3d4c5b6a"));
    assertThat(findings()).isEqualTo("ambiguous=0 found=0 unknown=1");
  }

  @Test
  void nodeWithoutPodsIsNotWaitedForAndPerhapsNoNode() {
    assertThat(outcome(1))
        .isEqualTo(
            new Outcome.Ignored(
                Reason.NO_POD,
                "the alert names no pod, and there are none on node node-a; is that the node's "
                    + "name?"));
    assertThat(findings()).isEqualTo("ambiguous=0 found=0 unknown=1");
  }

  @Test
  void containerYoungerThanWhatIsRememberedIsFoundByLookingOnceMore() {
    nodes.with(NODE, pod("cart-0", "ffffffffffff")).remembering();
    nodes.with(NODE, pod("cart-1", DIGITS));

    assertThat(find(1)).isEqualTo(Step.next(suspect("cart-1")));
    assertThat(nodes.looks()).isEqualTo(1);
  }

  @Test
  void containerThatIsRememberedIsNotLookedForAgain() {
    nodes.with(NODE, pod("cart-0", DIGITS)).remembering().empty(NODE);

    assertThat(find(1)).isEqualTo(Step.next(suspect("cart-0")));
    assertThat(nodes.looks()).isZero();
  }

  @Test
  void outageIsNoAttempt() {
    nodes.failing(new ClusterFailure.Outage("connection refused"));

    assertThat(outcome(1))
        .isEqualTo(
            new Outcome.Retry(
                Reason.API_SERVER_OUTAGE, "connection refused", Optional.empty(), false));
    assertThat(findings()).isEqualTo("ambiguous=0 found=0 unknown=0");
  }

  @Test
  void throttledLookWaitsAsLongAsTheServerAsks() {
    var hint = Optional.of(Duration.ofSeconds(3));
    nodes.failing(new ClusterFailure.Busy("429", hint));

    assertThat(outcome(ATTEMPTS + 5))
        .isEqualTo(new Outcome.Retry(Reason.API_SERVER_BUSY, "429", hint, true));
  }

  @Test
  void lookThatAPolicyDeniesIsNoVerdictOnThePod() {
    nodes.failing(new ClusterFailure.Denied("no lists here"));

    assertThat(outcome(1))
        .isEqualTo(
            new Outcome.Retry(Reason.API_SERVER_BUSY, "no lists here", Optional.empty(), true));
  }

  @Test
  void missingPermissionIsForAPerson() {
    nodes.failing(new ClusterFailure.Forbidden("may not list pods"));

    assertThat(outcome(1))
        .isEqualTo(new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not list pods"));
  }

  private Step<SuspectPod> find(long deliveries) {
    return search.find(LEAD, delivery(deliveries));
  }

  private Outcome outcome(long deliveries) {
    return switch (find(deliveries)) {
      case Step.Next<SuspectPod>(var pod) -> throw new AssertionError("found " + pod);
      case Step.End<SuspectPod>(var outcome) -> outcome;
    };
  }

  private String findings() {
    return search.byWord().entrySet().stream()
        .map(finding -> finding.getKey() + "=" + finding.getValue().getAsLong())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
