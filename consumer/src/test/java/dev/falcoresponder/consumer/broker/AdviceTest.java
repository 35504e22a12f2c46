package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdviceTest {
  private static final String URL = "nats://localhost:4222";
  private static final String NOT_LET_IN = "Authorization Violation";

  @Test
  void whoHasNoLoginIsToldWhereItGoes() {
    assertThat(Advice.on(NOT_LET_IN, TestBroker.connection(URL)))
        .isEqualTo(
            "Authorization Violation; no login is configured: set nats.user and nats.password, or"
                + " nats.token (the Secret falco-responder-nats of manifests/base), and restart");
  }

  static Stream<Arguments> logins() {
    var secret = new Secret("x");
    return Stream.of(
        Arguments.of(
            new Login.UserPassword("u", secret), "nats.user and nats.password, and restart"),
        Arguments.of(new Login.Token(secret), "nats.token, and restart"),
        Arguments.of(new Login.NkeySeed(Path.of("/k")), "the file that nats.nkey-file names"),
        Arguments.of(new Login.Credentials(Path.of("/c")), "the file that nats.creds-file names"));
  }

  @ParameterizedTest
  @MethodSource("logins")
  void whoHasOneIsToldWhereItIs(Login login, String where) {
    var config = TestBroker.connection(URL, Optional.of(login), Optional.empty());

    assertThat(Advice.on(NOT_LET_IN, config))
        .isEqualTo(
            "Authorization Violation; the broker does not take this login: correct it in " + where);
  }

  @Test
  void loginInTheAddressIsOne() {
    assertThat(Advice.on(NOT_LET_IN, TestBroker.connection("nats://u:p@localhost:4222")))
        .endsWith("correct it in nats.servers, and restart");
  }

  @Test
  void rightThatIsMissingIsToBeGranted() {
    assertThat(on("Permissions Violation for Publish to \"$JS.API.INFO\""))
        .isEqualTo(
            "Permissions Violation for Publish to \"$JS.API.INFO\"; grant it to our user, or take"
                + " the rights and settings of manifests/components/nats-accounts");
  }

  @Test
  void answersThatMayNotBeHeardHaveAKeyOfTheirOwn() {
    assertThat(on("Permissions Violation for Subscription to \"_INBOX.abc.*\""))
        .contains("; set nats.inbox-prefix to what our user may subscribe to; grant it");
    assertThat(on("Permissions Violation for Subscription to \"falco.>\""))
        .doesNotContain("inbox-prefix");
  }

  @Test
  void silenceIsExplainedByTheRightThatIsMissingForIt() {
    var refused = "Permissions Violation for Publish to \"$JS.API.INFO\"";
    var unheard = "Permissions Violation for Subscription to \"_INBOX.abc.*\"";

    assertThat(Advice.onSilence(refused, "$JS.API.INFO", "_INBOX.")).contains(on(refused));
    assertThat(Advice.onSilence(unheard, "$JS.API.INFO", "_INBOX.")).contains(on(unheard));
    assertThat(Advice.onSilence(unheard, "$JS.API.INFO", "OWN.")).isEmpty();
    assertThat(Advice.onSilence(refused, "$JS.API.INFO.x", "_INBOX.")).isEmpty();
    assertThat(Advice.onSilence("Stale Connection", "$JS.API.INFO", "_INBOX.")).isEmpty();
    assertThat(Advice.onSilence(null, "$JS.API.INFO", "_INBOX.")).isEmpty();
  }

  @Test
  void otherWordsStayAsTheyAre() {
    assertThat(on("Connection refused")).isEqualTo("Connection refused");
  }

  private static String on(String error) {
    return Advice.on(error, TestBroker.connection(URL));
  }
}
