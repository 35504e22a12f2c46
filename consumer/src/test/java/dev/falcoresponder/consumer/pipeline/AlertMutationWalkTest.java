package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.Mutations;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Sample;
import dev.falcoresponder.consumer.rules.ResponseRule;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 100,000 spoiled messages through all rooms. */
class AlertMutationWalkTest {
  private static final int MUTATIONS = 100_000;
  private static final ResponseRule EVERY = rule("Every", true, terminate("Kill", false, false));
  private static final ResponseRule BY_NAME =
      new ResponseRule("Every", EVERY.match(), EVERY.actions(), false, true, true, false);

  static Stream<Sample> samples() {
    return Sample.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whateverHappensToAMessageItEndsByOneVerbAndNoByteIsLost(Sample sample) {
    var mutations = new Mutations(sample.name().hashCode());
    var ledger = new InMemoryLedger();
    var claims = new InProcessClaimStore(Duration.ofMinutes(15), 100_000, Clock.systemUTC());
    var replica = new Replica(claims, ledger, SamplePods.all(), BY_NAME);
    var handler = replica.handler();
    var letters = 0;

    var each = MUTATIONS / Sample.all().size();
    var original = sample.bytes();
    for (var i = 1; i <= each; i++) {
      var bytes = mutations.of(original);
      var published = bytes.clone();
      var delivery = new RecordingDelivery(SamplePods.message(i, sample.subject(), bytes));

      handler.accept(delivery);

      assertThat(delivery.verbs()).hasSize(1);
      if (delivery.verbs().getFirst().equals("term")) {
        letters++;
        var kept = ledger.letters().values().iterator().next();
        assertThat(kept.letter().sequence()).isEqualTo(i);
        assertThat(kept.payload().bytes()).isEqualTo(published);
      }
      assertThat(ledger.letters()).hasSize(delivery.verbs().getFirst().equals("term") ? 1 : 0);
      ledger.letters().clear();
    }

    assertThat(replica.heard().defects()).isEmpty();
    assertThat(letters).isPositive();
  }
}
