package dev.falcoresponder.consumer.resolve;

import static dev.falcoresponder.consumer.resolve.Leads.suspect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.resolve.FoundPods.Keeping;
import dev.falcoresponder.consumer.resolve.FoundPods.Recall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every memory of found pods does. */
abstract class FoundPodsContract {
  private final PodLead lead = new PodLead(Leads.DIGITS, "ip-10-0-0-7.internal");

  /** A memory that is empty when the test starts; each call may answer another door to it. */
  abstract FoundPods memory();

  /** A memory of its own that keeps things that long. */
  abstract FoundPods shortLived(Duration ttl);

  @Test
  void nothingIsRecalledWhereNothingWasKept() {
    assertThat(memory().recall(lead)).isEqualTo(new Recall.Nothing());
  }

  @Test
  void whatWasKeptIsRecalled() {
    assertThat(memory().keep(lead, suspect("cart-0"))).isEqualTo(new Keeping.Kept());

    assertThat(memory().recall(lead)).isEqualTo(new Recall.Known(suspect("cart-0")));
  }

  @Test
  void containersAndNodesAreToldApart() {
    memory().keep(lead, suspect("cart-0"));

    assertThat(memory().recall(new PodLead(Leads.DIGITS + "0", lead.node())))
        .isEqualTo(new Recall.Nothing());
    assertThat(memory().recall(new PodLead(Leads.DIGITS, "ip-10-0-0-7")))
        .isEqualTo(new Recall.Nothing());
  }

  @Test
  void keepingTheSameAgainIsFine() {
    var memory = memory();
    memory.keep(lead, suspect("cart-0"));

    assertThat(memory.keep(lead, suspect("cart-0"))).isEqualTo(new Keeping.Kept());
    assertThat(memory.recall(lead)).isEqualTo(new Recall.Known(suspect("cart-0")));
  }

  @Test
  void whatWasKeptIsForgottenInTime() {
    var memory = shortLived(Duration.ofSeconds(1));
    memory.keep(lead, suspect("cart-0"));

    await().until(() -> memory.recall(lead).equals(new Recall.Nothing()));
    assertThat(memory.keep(lead, suspect("cart-0"))).isEqualTo(new Keeping.Kept());
    assertThat(memory.recall(lead)).isEqualTo(new Recall.Known(suspect("cart-0")));
  }
}
