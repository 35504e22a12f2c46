package dev.falcoresponder.consumer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
  private static VerifiedTarget target(PodSnapshot pod) {
    return Suspicions.against(pod.ref(), Snapshots.STARTED.plusSeconds(60)).verified(pod);
  }

  private static void assertObjects(Verdict verdict, Reason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Objects.class, objects -> assertThat(objects.reason()).isEqualTo(reason));
  }

  @Nested
  class Namespaces {
    private final ProtectedNamespaces guard =
        new ProtectedNamespaces(
            new GuardConfig(List.of("falco", "kube-*", "*-infra", "a*c*e"), "own-home"));

    @ParameterizedTest
    @ValueSource(
        strings = {"falco", "kube-system", "kube-", "net-infra", "own-home", "abcde", "ace"})
    void nameOrPatternProtects(String namespace) {
      assertObjects(guard.judge(namespace), Reason.PROTECTED_NAMESPACE);
      assertObjects(guard.judge(target(Snapshots.in("falco"))), Reason.PROTECTED_NAMESPACE);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"falcon", "my-falco", "akube-system", "infra", "own-home-2", "abde", "shop"})
    void otherNamespacesAreClear(String namespace) {
      assertThat(guard.judge(namespace)).isEqualTo(new Verdict.Clear());
    }

    @Test
    void dotIsADotAndNotAPattern() {
      assertThat(new ProtectedNamespaces(new GuardConfig(List.of("a.c"), "own")).judge("abc"))
          .isEqualTo(new Verdict.Clear());
    }

    @Test
    void ownNamespaceIsProtectedThoughNothingElseIs() {
      assertObjects(
          new ProtectedNamespaces(new GuardConfig(List.of(), "own")).judge("own"),
          Reason.PROTECTED_NAMESPACE);
    }

    @Test
    void objectionNamesThePattern() {
      assertThat(guard.judge("kube-system"))
          .isEqualTo(
              new Verdict.Objects(
                  Reason.PROTECTED_NAMESPACE, "namespace kube-system is protected by kube-*"));
    }
  }

  @Nested
  class Labels {
    private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
    private final NamespaceLabel guard = new NamespaceLabel(cluster);

    @Test
    void labelProtects() {
      cluster.labelled("shop", Map.of("falco-responder.dev/protect", "true"));

      assertObjects(guard.judge(target(Snapshots.running())), Reason.PROTECTED_LABEL);
    }

    @ParameterizedTest
    @CsvSource({"falco-responder.dev/protect, false", "protect, true"})
    void otherLabelsDoNot(String label, String value) {
      cluster.labelled("shop", Map.of(label, value));

      assertThat(guard.judge(target(Snapshots.running()))).isEqualTo(new Verdict.Clear());
    }

    @Test
    void unansweredQuestionIsNoClearance() {
      var failure = new ClusterFailure.Outage("away");
      cluster.failing(failure);

      assertThat(guard.judge(target(Snapshots.running())))
          .isEqualTo(new Verdict.CannotTell(failure));
    }

    @Test
    void namespaceThatVanishesIsNoClearance() {
      assertThat(guard.judge(target(Snapshots.in("vanished"))))
          .isInstanceOf(Verdict.CannotTell.class);
    }
  }

  @Nested
  class SpecialPods {
    @Test
    void mirrorOfAStaticPodIsProtected() {
      var mirror = Snapshots.mirror(Snapshots.running(), "hash");

      assertObjects(new MirrorPods().judge(target(mirror)), Reason.MIRROR_POD);
      assertThat(new MirrorPods().judge(target(Snapshots.running())))
          .isEqualTo(new Verdict.Clear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"system-node-critical", "system-cluster-critical"})
    void systemCriticalPodIsProtected(String name) {
      var pod = Snapshots.priority(Snapshots.running(), name);

      assertObjects(new SystemCriticalPods().judge(target(pod)), Reason.SYSTEM_CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "system-critical", "my-system-node-critical"})
    void anyOtherPriorityIsClear(String name) {
      var pod = Snapshots.priority(Snapshots.running(), name);

      assertThat(new SystemCriticalPods().judge(target(pod))).isEqualTo(new Verdict.Clear());
    }
  }

  @Nested
  class Terminating {
    private final AlreadyTerminating guard = new AlreadyTerminating();

    @ParameterizedTest
    @CsvSource({"0", "1", "5"})
    void podThatEndsFastEnoughIsLeftAlone(long seconds) {
      assertThat(guard.judge(wanted(seconds, 5)))
          .isInstanceOfSatisfying(
              Verdict.Needless.class,
              needless -> assertThat(needless.reason()).isEqualTo(Reason.TERMINATING));
    }

    @ParameterizedTest
    @CsvSource({"6", "30", "86400"})
    void podThatWouldTakeItsTimeIsNot(long seconds) {
      assertThat(guard.judge(wanted(seconds, 5))).isEqualTo(new Verdict.Clear());
    }

    @Test
    void podThatNobodyEndsIsClear() {
      assertThat(guard.judge(target(Snapshots.running()))).isEqualTo(new Verdict.Clear());
    }

    private static VerifiedTarget wanted(long has, long wanted) {
      var pod = Snapshots.terminating(Snapshots.running(), Duration.ofSeconds(has));
      return Suspicions.against(pod.ref(), Snapshots.STARTED)
          .grace(Duration.ofSeconds(wanted))
          .verified(pod);
    }
  }
}
