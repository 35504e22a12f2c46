package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.NatsServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that read, by a login that may not: the replicas', for example. */
class MissingRightIT {
  private static final String USERS =
      """
      authorization {
        users: [
          { user: replica, password: x, permissions: { publish: ["falco-responder.>"],
              subscribe: ["_INBOX.>"] } }
        ]
      }
      """;

  /** The broker does not answer, so that silence alone would say nothing. */
  @ParameterizedTest
  @CsvSource({
    "dead-letters list, FALCO_RESPONDER_DEAD_LETTERS",
    "dead-letters list --reason held, FALCO_RESPONDER_DEAD_LETTERS",
    "dead-letters show 1, FALCO_RESPONDER_DEAD_LETTERS",
    "explain --from 1, FALCO",
    "replay --from 1 --to 2 --dry-run, FALCO",
    "outcomes, FALCO_RESPONDER_OUTCOMES",
  })
  void isNamed(String command, String stream) {
    try (var server = NatsServer.builder().config(USERS).start()) {
      var typed = new Login(server, "replica").typed(command.split(" ", -1));

      assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
      assertThat(typed.problems())
          .singleElement()
          .asString()
          .contains("no answer within 500 ms; the broker says: ")
          .contains("for Publish to \"$JS.API.STREAM.MSG.GET." + stream + "\"");
    }
  }
}
