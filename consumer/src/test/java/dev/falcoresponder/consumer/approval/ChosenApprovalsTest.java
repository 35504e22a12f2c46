package dev.falcoresponder.consumer.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.approval.Approvals.Answer;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.fixtures.Alerts;
import org.junit.jupiter.api.Test;

class ChosenApprovalsTest {
  private static final Answer APPROVED = new Answer.Approved();

  private static Answer find(BrokerState state) {
    return new ChosenApprovals(() -> state, (_, _) -> APPROVED)
        .find(Alerts.envelope(1, 1), "kubernetes:terminate");
  }

  @Test
  void bucketIsAskedWithJetStreamAndWhileTheModeIsNotKnown() {
    assertThat(find(new BrokerState.Waiting("not asked yet"))).isEqualTo(APPROVED);
  }

  @Test
  void nobodyApprovesAnythingWithCoreNats() {
    assertThat(find(new BrokerState.Core("no JetStream")))
        .isEqualTo(new Answer.Missing("nobody can approve alerts here"));
  }
}
