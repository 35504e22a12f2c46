package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.broker.StoredMessage;
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

  /** Of a piece with the payload's bytes from that one on, and before the other. */
  static Headers ofRest(String id, int from, int to) {
    return new Headers()
        .put(MESSAGE_ID, idOfRest(id, from, to))
        .put(REST_OF, HeaderText.encode(id));
  }

  /**
   * Says what is in the piece: where a letter is cut depends on its headers, which are others at
   * the next delivery, and no piece must be taken for one that is cut elsewhere.
   */
  static String idOfRest(String id, int from, int to) {
    return HeaderText.encode(id) + ".rest-" + from + "-" + to;
  }

  /** Whether the piece is one of that letter's. */
  static boolean isRestOf(StoredMessage piece, StoredMessage letter) {
    var owner = piece.header(REST_OF);
    return owner.isPresent() && owner.equals(letter.header(MESSAGE_ID));
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
