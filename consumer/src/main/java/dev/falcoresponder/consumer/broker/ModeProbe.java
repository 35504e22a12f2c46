package dev.falcoresponder.consumer.broker;

import io.nats.client.Connection;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks {@code $JS.API.INFO}. Only two answers prove that there is no JetStream: the server's own
 * "no responders" for the request (status 503, at once), and an API error that says the account has
 * none. No answer at all is what a cluster without a leader gives, or missing permissions.
 */
final class ModeProbe {
  private static final String QUESTION = "$JS.API.INFO";
  private static final int NO_RESPONDERS = 503;
  private static final String NOT_FOR_ACCOUNT = "\"err_code\":10039";
  private static final String NOT_ENABLED = "\"err_code\":10076";

  private ModeProbe() {}

  static ModeAnswer ask(Connection connection, Duration timeout) {
    try {
      // A plain subscription instead of request(), whose failures do not tell "nobody there" from
      // "no answer in time".
      var inbox = connection.createInbox();
      var answers = connection.subscribe(inbox);
      try {
        connection.publish(QUESTION, inbox, new byte[0]);
        return read(connection, answers.nextMessage(timeout));
      } finally {
        answers.unsubscribe();
      }
    } catch (IllegalStateException e) {
      return new ModeAnswer.Unknown(MaskedText.of(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new ModeAnswer.Unknown("interrupted");
    }
  }

  private static ModeAnswer read(Connection connection, Message answer) {
    if (answer == null) {
      return new ModeAnswer.Unknown(
          "no answer to " + QUESTION + ": no leader, or no permission to ask");
    }
    if (answer.isStatusMessage()) {
      if (answer.getStatus().getCode() == NO_RESPONDERS
          && !connection.getServerInfo().isJetStreamAvailable()) {
        return new ModeAnswer.Core("the broker has no JetStream");
      }
      return new ModeAnswer.Unknown(
          "answer to " + QUESTION + ": " + answer.getStatus().getMessageWithCode());
    }
    var text = new String(answer.getData(), StandardCharsets.UTF_8);
    if (text.contains(NOT_FOR_ACCOUNT) || text.contains(NOT_ENABLED)) {
      return new ModeAnswer.Core("the broker has no JetStream for this account");
    }
    if (text.contains("\"error\"")) {
      return new ModeAnswer.Unknown("answer to " + QUESTION + ": " + text);
    }
    return new ModeAnswer.JetStream();
  }
}
