package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.model.DeadLetter;
import io.nats.client.impl.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The headers of stored dead letters. */
final class LetterHeaders {
  /** By which a stream recognises a message that it has stored already. */
  static final String MESSAGE_ID = "Nats-Msg-Id";

  /** Where the payload goes on: the sequence, in the same stream, of its next piece. */
  static final String REST = "Falco-Responder-Rest";

  /** What a piece of a payload belongs to; no letter has it. */
  static final String REST_OF = "Falco-Responder-Rest-Of";

  private static final String SUBJECT = "Falco-Responder-Subject";

  private LetterHeaders() {}

  static Headers of(String id, DeadLetter letter) {
    var headers = new Headers().put(MESSAGE_ID, HeaderText.encode(id));
    letter.toHeaders().forEach((name, value) -> headers.put(name, HeaderText.encode(value)));
    return headers;
  }

  static Headers ofRest(String id, int piece) {
    return new Headers()
        .put(MESSAGE_ID, HeaderText.encode(id) + ".rest-" + piece)
        .put(REST_OF, HeaderText.encode(id));
  }

  /** Where the alert was published, of headers that are no letter's otherwise. */
  static Optional<String> alertSubject(Headers headers) {
    return Optional.ofNullable(headers.getFirst(SUBJECT)).map(HeaderText::decode);
  }

  /**
   * Reads a letter.
   *
   * @throws IllegalArgumentException if these are no letter's headers; the message names the first
   *     that is not as it should be
   */
  static DeadLetter letter(Headers headers) {
    return DeadLetter.fromHeaders(
        headers.entrySet().stream()
            .filter(header -> !header.getValue().isEmpty())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, header -> HeaderText.decode(header.getValue().getFirst()))));
  }
}
