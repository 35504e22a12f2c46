package dev.falcoresponder.consumer.settle;

import static dev.falcoresponder.consumer.fixtures.Alerts.envelope;
import static dev.falcoresponder.consumer.fixtures.Alerts.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.model.DeadLetterReason;
import org.junit.jupiter.api.Test;

/** An alert that came again while an earlier delivery of it was still in hand. */
class LaterDeliveryTest {
  private static final Outcome ACTED = new Outcome.Acted("deleted it");
  private static final Outcome REFUSED = new Outcome.Refused(Reason.MIRROR_POD, "static");
  private static final Outcome FORBIDDEN =
      new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not delete pods");
  private static final Outcome GONE = new Outcome.Gone(Reason.NOT_FOUND, "does not exist");

  private final Office office = new Office();

  @Test
  void whatItHasInHandIsLeftToIt() {
    var earlier = office.claimed(planned(1), GONE);
    var later = office.claimed(planned(1), ACTED);

    settle(earlier);
    assertThat(office.journal()).isEmpty();
    assertThat(office.ledger.events()).isEmpty();

    settle(later);
    assertThat(office.journal()).containsExactly("claim DONE", "event acted", "ack-sync");
  }

  @Test
  void whatItHasDoneIsLeftToIt() {
    var earlier = office.claimed(planned(1), GONE);
    settle(office.claimed(planned(1), ACTED));
    office.forget();

    settle(earlier);

    assertThat(office.journal()).isEmpty();
  }

  @Test
  void deletionByTheEarlierIsToldAllTheSame() {
    var earlier = office.claimed(planned(1), ACTED);
    office.claimed(planned(1), GONE);

    settle(earlier);

    assertThat(office.journal()).containsExactly("event acted", "ack-sync");
  }

  @Test
  void refusalIsWrittenDownBeforeTheClaim() {
    var earlier = office.claimed(planned(1), REFUSED);
    office.claimed(planned(1), REFUSED);

    settle(earlier);

    assertThat(office.journal()).containsExactly("event refused");
  }

  @Test
  void whatItMayStillGiveIsNotGivenUpByTheEarlier() {
    var earlier = office.claimed(planned(1), FORBIDDEN);
    var later = office.claimed(planned(1), ACTED);

    settle(earlier);
    assertThat(office.journal()).isEmpty();

    settle(later);
    assertThat(office.ledger.letters()).isEmpty();
  }

  private void settle(Response response) {
    office.settle(new RecordingDelivery(envelope(1, 1)), Office.answer(response));
  }
}
