package dev.falcoresponder.consumer.resolve;

import static dev.falcoresponder.consumer.resolve.Leads.LEAD;
import static dev.falcoresponder.consumer.resolve.Leads.delivery;
import static dev.falcoresponder.consumer.resolve.Leads.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.SuspectPod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecallingSearchTest {
  private static final Step<SuspectPod> NOBODY =
      Step.end(new Outcome.Ignored(Reason.NO_POD, "nobody"));
  private static final Step<SuspectPod> FOUND = Step.next(suspect("cart-0"));
  private static final Outcome AWAY =
      new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, "away", Optional.empty(), false);

  private final FoundPods memory = new InProcessFoundPods(Duration.ofMinutes(15), 100);

  @Test
  void whatWasFoundIsRecalledWhenTheAlertComesAgainAlthoughItIsGone() {
    assertThat(search(FOUND, memory).find(LEAD, delivery(1))).isEqualTo(FOUND);

    assertThat(search(NOBODY, memory).find(LEAD, delivery(2))).isEqualTo(FOUND);
  }

  @Test
  void whatWasNotFoundIsSearchedAgain() {
    assertThat(search(NOBODY, memory).find(LEAD, delivery(1))).isEqualTo(NOBODY);

    assertThat(search(FOUND, memory).find(LEAD, delivery(2))).isEqualTo(FOUND);
    assertThat(memory.recall(LEAD)).isEqualTo(new FoundPods.Recall.Known(suspect("cart-0")));
  }

  @Test
  void newAlertIsSearchedForWhateverIsRemembered() {
    memory.keep(LEAD, suspect("cart-0"));

    assertThat(search(NOBODY, memory).find(LEAD, delivery(1))).isEqualTo(NOBODY);
  }

  @Test
  void whatCannotBeRememberedIsNotActedOn() {
    assertThat(search(FOUND, new Away()).find(LEAD, delivery(1))).isEqualTo(Step.end(AWAY));
  }

  @Test
  void alertThatComesAgainWaitsUntilMemoryIsBack() {
    assertThat(search(FOUND, new Away()).find(LEAD, delivery(2))).isEqualTo(Step.end(AWAY));
  }

  private static RecallingSearch search(Step<SuspectPod> answer, FoundPods memory) {
    return new RecallingSearch((_, _) -> answer, memory);
  }

  private record Away() implements FoundPods {
    @Override
    public Recall recall(PodLead lead) {
      return new Recall.Unreachable("away");
    }

    @Override
    public Keeping keep(PodLead lead, SuspectPod pod) {
      return new Keeping.NotKept("away");
    }
  }
}
