package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedeliveriesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Envelope alert(int sequence) {
    return new FakeDelivery(sequence).envelope();
  }

  @Test
  void nextDeliveryIsCountedAndKeepsItsIdentity() {
    var redeliveries = new Redeliveries(10);
    assertThat(redeliveries.add(alert(1), Duration.ZERO)).isTrue();
    var due = redeliveries.due().orElseThrow();
    assertThat(due.deliveries()).isEqualTo(2);
    assertThat(due.id()).isEqualTo(alert(1).id());
    assertThat(redeliveries.due()).isEmpty();
  }

  @Test
  void comesWhenDueAndTheEarliestFirst() {
    var redeliveries = new Redeliveries(10);
    redeliveries.add(alert(1), MINUTE);
    redeliveries.add(alert(2), Duration.ofMillis(20));
    redeliveries.add(alert(3), Duration.ofMillis(10));
    assertThat(redeliveries.untilDue(MINUTE)).isLessThanOrEqualTo(Duration.ofMillis(10));
    await().until(() -> redeliveries.untilDue(MINUTE).isZero());
    assertThat(redeliveries.due().orElseThrow().id().sequence()).isEqualTo(3);
    await().until(() -> redeliveries.untilDue(MINUTE).isZero());
    assertThat(redeliveries.due().orElseThrow().id().sequence()).isEqualTo(2);
    assertThat(redeliveries.due()).isEmpty();
    assertThat(redeliveries.untilDue(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatDoesNotFitIsRefusedAndCounted() {
    var redeliveries = new Redeliveries(1);
    assertThat(redeliveries.add(alert(1), MINUTE)).isTrue();
    assertThat(redeliveries.add(alert(2), MINUTE)).isFalse();
    assertThat(redeliveries.lost()).isEqualTo(1);
  }

  @Test
  void closingCountsWhatStillWaitsAndTakesNoMore() {
    var redeliveries = new Redeliveries(10);
    redeliveries.add(alert(1), MINUTE);
    assertThat(redeliveries.close()).isEqualTo(1);
    assertThat(redeliveries.add(alert(2), Duration.ZERO)).isFalse();
    assertThat(redeliveries.lost()).isEqualTo(2);
  }

  @Test
  void coreDeliveryTakesItsFirstVerbOnly() {
    var redeliveries = new Redeliveries(10);
    var delivery = new CoreDelivery(alert(1), redeliveries);
    assertThat(delivery.inProgress()).isTrue();
    assertThat(delivery.ack()).isTrue();
    assertThat(delivery.nak(Duration.ZERO)).isFalse();
    assertThat(delivery.term()).isFalse();
    assertThat(delivery.inProgress()).isFalse();
    assertThat(redeliveries.due()).isEmpty();
  }
}
