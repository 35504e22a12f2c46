package dev.falcoresponder.consumer.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimJsonTest {
  private static final AlertId OWNER = new AlertId("FALCO", 9_007_199_254_740_993L, Plan.NOON);

  @Test
  void claimInFlightIsShort() {
    assertThat(new String(ClaimJson.write(Claim.inflight(OWNER, 2, "r1")), UTF_8))
        .isEqualTo(
            """
            {"v":1,"state":"inflight","stream":"FALCO","seq":9007199254740993,\
            "at":"2026-11-01T12:00:00.123456789Z","attempts":2,"replica":"r1"}\
            """);
  }

  /** Who does not know the last key takes it for one in flight, and never for one settled. */
  @Test
  void claimThatIsBeingGivenUpIsOneInFlightForEarlierVersions() {
    assertThat(new String(ClaimJson.write(givingUp("FORBIDDEN")), UTF_8))
        .isEqualTo(
            """
            {"v":1,"state":"inflight","stream":"FALCO","seq":9007199254740993,\
            "at":"2026-11-01T12:00:00.123456789Z","attempts":2,"replica":"r1",\
            "giving_up":"FORBIDDEN","detail":"no"}\
            """);
  }

  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void claimThatIsBeingGivenUpComesBackAsItWas(DeadLetterReason why) {
    var claim = givingUp(why.name());

    assertThat(ClaimJson.read(ClaimJson.write(claim))).isEqualTo(new ClaimJson.Reading.Read(claim));
  }

  private static Claim givingUp(String why) {
    var outcome =
        new SettledOutcome(OutcomeKind.REJECTED, Optional.of(why), "no", Optional.empty());
    return new Claim(Claim.State.GIVING_UP, OWNER, 2, "r1", Optional.of(outcome));
  }

  @ParameterizedTest
  @EnumSource(OutcomeKind.class)
  void settledClaimComesBackAsItWas(OutcomeKind kind) {
    var outcome =
        new SettledOutcome(
            kind, Optional.of("REPLACED"), "größer \"als\" \n<gedacht>", Optional.of("uid"));
    var claim = new Claim(Claim.State.DONE, OWNER, 3, "r1", Optional.of(outcome));

    assertThat(ClaimJson.read(ClaimJson.write(claim))).isEqualTo(new ClaimJson.Reading.Read(claim));
  }

  @Test
  void whatIsUnknownOfAnOutcomeStaysUnknown() {
    var outcome = new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "", Optional.empty());
    var claim = new Claim(Claim.State.FAILED, OWNER, 0, "r1", Optional.of(outcome));

    assertThat(ClaimJson.read(ClaimJson.write(claim))).isEqualTo(new ClaimJson.Reading.Read(claim));
  }

  @Test
  void keysOfLaterVersionsArePassedOver() {
    var json = new String(ClaimJson.write(Claim.inflight(OWNER, 1, "r1")), UTF_8);
    var extended = json.replace("{\"v\":1", "{\"later\":{\"a\":[1,2]},\"v\":1");

    assertThat(ClaimJson.read(extended.getBytes(UTF_8)))
        .isEqualTo(new ClaimJson.Reading.Read(Claim.inflight(OWNER, 1, "r1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "42",
        "[]",
        "{",
        "{}",
        "not json",
        "{\"v\":2,\"state\":\"inflight\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"asleep\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"inflight\",\"stream\":\"S\",\"seq\":1,\"at\":\"yesterday\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"inflight\",\"stream\":\"S\",\"seq\":\"x\",\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"inflight\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"done\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\"}",
        "{\"v\":1,\"state\":\"done\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\",\"outcome\":\"?\"}",
        "{\"v\":1,\"state\":\"inflight\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\",\"giving_up\":\"?\"}",
        "{\"v\":1,\"state\":\"giving_up\",\"stream\":\"S\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"replica\":\"r\",\"outcome\":\"acted\"}",
      })
  void whatIsNoClaimIsToldSo(String json) {
    assertThat(ClaimJson.read(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ClaimJson.Reading.Garbage.class, garbage -> assertThat(garbage.why()).isNotBlank());
  }

  @Test
  void settledClaimNeedsAnOutcome() {
    assertThatThrownBy(() -> new Claim(Claim.State.DONE, OWNER, 1, "r1", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
