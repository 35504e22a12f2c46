package dev.falcoresponder.consumer.dedup;

import static dev.falcoresponder.consumer.dedup.Plan.UID;
import static dev.falcoresponder.consumer.dedup.Plan.alert;
import static dev.falcoresponder.consumer.dedup.Plan.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.consumer.rules.MinHealthyReplicas;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimKeysTest {
  private static final String CONTAINER = "0123456789ab";
  private static final OwnerLimits IGNORING = new OwnerLimits(false, true, false, Optional.empty());
  private static final OwnerLimits WAITING = keeping(1);
  private static final OwnerLimits WAITING_LONGER = keeping(2);

  private static OwnerLimits keeping(int healthy) {
    return new OwnerLimits(false, false, false, Optional.of(new MinHealthyReplicas.Count(healthy)));
  }

  @Test
  void uidNamesTheIncarnation() {
    assertThat(key(alert(1).about(pod("web", UID, CONTAINER)))).isEqualTo("terminate.shop." + UID);
  }

  @Test
  void containerIdStandsInForTheUid() {
    assertThat(key(alert(1).about(pod("web", null, CONTAINER))))
        .isEqualTo("terminate.shop." + CONTAINER);
  }

  @Test
  void longAndShortContainerIdAreOne() {
    var longId = CONTAINER + "cdef0123456789abcdef0123456789abcdef0123456789abcdef";

    assertThat(key(alert(1).about(pod("web", null, longId))))
        .isEqualTo(key(alert(2).about(pod("web", null, CONTAINER))));
  }

  @Test
  void nameIsTheLastResort() {
    assertThat(key(alert(1).about(pod("web", null, null)))).isEqualTo("terminate.shop.name-web");
  }

  @Test
  void dotsInNamesMakeNoTokens() {
    var dotted = alert(1).about(pod("web.a", null, null));
    var replayed = alert(1).about(pod("web", null, null)).replayedAs("a");

    assertThat(key(dotted)).isEqualTo("terminate.shop.name-web_a").isNotEqualTo(key(replayed));
  }

  @Test
  void dryRunHasAKeyOfItsOwn() {
    assertThat(key(alert(1).asDryRun())).isEqualTo("dry-run-terminate.shop." + UID);
  }

  @Test
  void replayIsAnAlertOfItsOwn() {
    assertThat(key(alert(1).replayedAs("ops-42"))).isEqualTo("terminate.shop." + UID + ".ops-42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "*", ">", "a b", "ünsafe", "a/b", "line\nbreak", "."})
  void unsafeReplayIdIsHashed(String id) {
    assertThat(key(alert(1).replayedAs(id)))
        .matches("terminate\\.shop\\." + UID + "\\.hash-[0-9a-f]{16}");
  }

  @Test
  void longReplayIdIsBounded() {
    var one = key(alert(1).replayedAs("x".repeat(10_000)));
    var other = key(alert(1).replayedAs("x".repeat(10_001)));

    assertThat(one).hasSizeLessThan(100).isNotEqualTo(other);
    assertThat(key(alert(1).replayedAs("x".repeat(64)))).endsWith("." + "x".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name-web", "a.b", "> *", "%2e", "not-a-uid"})
  void textThatIsNoUidCannotPassForAnotherKey(String uid) {
    assertThat(key(alert(1).about(pod("web", uid, null))))
        .matches("terminate\\.shop\\.hash-[0-9a-f]{16}");
  }

  @Test
  void longestNamesStillMakeAKey() {
    var label = "a".repeat(63);
    var name = String.join(".", label, label, label, "a".repeat(61));

    assertThat(key(alert(1).about(pod(name, null, null)).replayedAs("r".repeat(64)).asDryRun()))
        .hasSizeLessThan(450);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a*", "a>", "é"})
  void whatABucketRefusesIsNoKey(String text) {
    assertThatThrownBy(() -> new ClaimKey(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ruleThatLeavesPodsAloneStandsNotInTheWayOfOneThatDoesNot() {
    var limited = key(alert(1).limitedTo(IGNORING));

    assertThat(limited).matches("terminate-limited-[0-9a-f]{8}\\.shop\\." + UID);
    assertThat(key(alert(2).limitedTo(IGNORING))).isEqualTo(limited);
    assertThat(key(alert(1).limitedTo(WAITING)))
        .startsWith("terminate-limited-")
        .isNotEqualTo(limited);
    assertThat(key(alert(1).limitedTo(WAITING_LONGER)))
        .isNotEqualTo(key(alert(1).limitedTo(WAITING)));
  }

  @Test
  void ruleThatGivesNoGraceIsLimitedAsItLeavesStatefulSetsAlone() {
    assertThat(key(alert(1).withoutGrace()))
        .startsWith("terminate-limited-")
        .isNotEqualTo(key(alert(1).limitedTo(IGNORING)));
  }

  @Test
  void ruleThatWaitsForApprovalHasAKeyOfItsOwn() {
    assertThat(key(alert(1).withApproval())).startsWith("terminate-limited-");
    assertThat(key(alert(1).withApproval().asDryRun())).startsWith("dry-run-terminate-limited-");
  }

  @Test
  void ruleThatRefusesABareNameIsLimitedWhereThatIsAllThereIs() {
    var bare = pod("web", null, null);

    assertThat(key(alert(1).identifiedOnly().about(bare))).startsWith("terminate-limited-");
    assertThat(key(alert(1).identifiedOnly())).isEqualTo(key(alert(1)));
  }

  private static String key(Plan plan) {
    return ClaimKeys.of(plan.planned()).text();
  }
}
