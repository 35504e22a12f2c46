package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Sample;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples through all rooms, with a rule that terminates on every alert. */
class SampleAlertsWalkTest {
  private static final ResponseRule EVERY = rule("Every", true, terminate("Kill", false, false));
  private static final ResponseRule BY_NAME =
      new ResponseRule("Every", EVERY.match(), EVERY.actions(), false, true, true, false);

  private final InMemoryCluster cluster = SamplePods.all();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InProcessClaimStore claims =
      new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC());

  static Stream<Sample> samples() {
    return Sample.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sampleEndsAsTheManifestSays(Sample sample) {
    if (sample.expected().startsWith("duplicate of ")) {
      take(Sample.starting(sample.expected().substring("duplicate of ".length())), BY_NAME);
      assertThat(cluster.deletions()).hasSize(1);
      assertThat(take(sample, BY_NAME)).containsExactly("ack");
      assertThat(cluster.deletions()).hasSize(1);
      return;
    }
    // What nobody but a person can have typed names its pod by nothing else.
    var rule = sample.name().startsWith("27") ? BY_NAME : EVERY;

    var verbs = take(sample, rule);

    if (sample.malformed()) {
      assertThat(verbs).containsExactly("term");
      assertThat(ledger.letters().values())
          .singleElement()
          .satisfies(kept -> {
            assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.MALFORMED);
            assertThat(kept.letter().subject()).isEqualTo(sample.subject());
            assertThat(kept.payload().bytes()).isEqualTo(sample.bytes());
          });
    } else {
      assertThat(ledger.letters()).isEmpty();
    }
    if (sample.expected().startsWith("skip")) {
      assertThat(cluster.deletions()).isEmpty();
    }
    sample
        .pod()
        .ifPresent(pod -> {
          assertThat(verbs).containsExactly("ack-sync");
          assertThat(cluster.deletions())
              .extracting(deletion -> deletion.pod().toString())
              .containsExactly(pod);
        });
  }

  /** What the manifest says in more words than a test can read. */
  @ParameterizedTest
  @CsvSource({
    "12, refused, NAME_ONLY",
    "22, refused, PROTECTED_NAMESPACE",
    "23, acted,",
    "27, refused, NAME_ONLY",
    "99, refused, NAME_ONLY"
  })
  void sampleThatIsSpecialEndsAsItShould(String sample, String outcome, String reason) {
    assertThat(take(Sample.starting(sample), EVERY)).containsExactly("ack-sync");

    assertThat(ledger.events().values())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo(outcome);
          assertThat(event.reason()).isEqualTo(reason);
        });
  }

  /** Where the rule accepts names, the alert's time has to prove that the pod is older. */
  @ParameterizedTest
  @CsvSource({"12, acted", "27, acted", "99, stale"})
  void sampleThatNamesItsPodByNameNeedsARuleThatAcceptsIt(String sample, String outcome) {
    take(Sample.starting(sample), BY_NAME);

    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactly(outcome);
  }

  @Test
  void sampleWithUidIsDeletedByThatUid() {
    take(Sample.starting("06"), EVERY);

    assertThat(cluster.deletions())
        .extracting(Deletion::uid)
        .containsExactly("3e41dc6b-08a8-44db-bc2a-3724b18ab19a");
  }

  private List<String> take(Sample sample, ResponseRule rule) {
    var sequence = Long.parseLong(sample.name().substring(0, 2));
    var delivery =
        new RecordingDelivery(SamplePods.message(sequence, sample.subject(), sample.bytes()));
    var replica = new Replica(claims, ledger, cluster, rule);
    replica.handler().accept(delivery);
    assertThat(replica.heard().defects()).isEmpty();
    return delivery.verbs();
  }
}
