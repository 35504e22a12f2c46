package dev.falcoresponder.e2e;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How pods died: by the API server's audit log, and by what replicas reported.
 *
 * @param deletions by the pod's name, in order
 * @param outcomes by the pod's name, in order
 */
record Deaths(
    List<Pod> pods,
    Map<String, List<AuditLog.Entry>> deletions,
    Map<String, List<ResponseOutcome>> outcomes) {

  /** The deaths in a namespace, once all pods are dead. */
  static Deaths of(Stage stage, Pods namespace, List<Pod> pods) {
    var deletions =
        stage.deletions(namespace.namespace(), pods.size()).stream()
            .collect(groupingBy(AuditLog.Entry::pod));
    var outcomes =
        stage.broker().outcomes().stream()
            .filter(event -> event.namespace().equals(namespace.namespace()))
            .collect(groupingBy(ResponseOutcome::pod));
    return new Deaths(pods, deletions, outcomes);
  }

  /** Each pod was deleted by one request and reported once, at the first attempt. */
  void assertOneEach() {
    assertOneEachButForACrashWith(0);
  }

  /**
   * As far as a crash allows: of the alerts that the dead replica had in hand, some were answered
   * by another, at a second attempt. It found the pod gone, or deleted it because the first request
   * had not been made, or had been cut off.
   */
  void assertOneEachButForACrashWith(int inHand) {
    assertThat(deletions).hasSameSizeAs(pods);
    assertThat(outcomes).hasSameSizeAs(pods);
    assertThat(outcomes.values()).allSatisfy(events -> assertThat(events).hasSize(1));
    assertThat(pods.stream().filter(this::triedAgain).count()).isLessThanOrEqualTo(inHand);
    assertThat(pods).allSatisfy(this::assertDeletedOnce);
  }

  private void assertDeletedOnce(Pod pod) {
    var requests = requests(pod);
    assertThat(requests)
        .extracting(AuditLog.Entry::uidPrecondition)
        .containsOnly(Optional.of(pod.getMetadata().getUid()));
    var done = requests.stream().filter(entry -> entry.status() == 200).count();
    // The API server writes down what was cut off as a failure of its own, whether done or not.
    var cutOff = requests.stream().filter(entry -> entry.status() >= 499).count();
    assertThat(requests).hasSize((int) (done + cutOff));
    switch (outcome(pod).outcome()) {
      case "acted" -> assertThat(done).isOne();
      case "gone" -> assertThat(requests).hasSize(1);
      default -> fail("unexpected: " + outcome(pod));
    }
    if (!triedAgain(pod)) {
      assertThat(requests).hasSize(1);
      assertThat(outcome(pod).outcome()).isEqualTo("acted");
    }
    assertThat(cutOff).isLessThanOrEqualTo(1);
  }

  private boolean triedAgain(Pod pod) {
    return outcome(pod).attempts() > 1;
  }

  private ResponseOutcome outcome(Pod pod) {
    return outcomes.getOrDefault(pod.getMetadata().getName(), List.of()).getFirst();
  }

  private List<AuditLog.Entry> requests(Pod pod) {
    return deletions.getOrDefault(pod.getMetadata().getName(), List.of());
  }
}
