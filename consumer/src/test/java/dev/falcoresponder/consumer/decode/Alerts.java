package dev.falcoresponder.consumer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Messages for tests: the samples beside this class, and what can be written by hand. */
public final class Alerts {
  private static final AlertDecoder DECODER = new AlertDecoder();

  private Alerts() {}

  /** A message of these bytes. */
  public static Envelope envelope(byte[] bytes) {
    var id = new AlertId("FALCO", 7, Instant.parse("2026-08-03T12:00:02Z"));
    return new Envelope(id, "falco.notice.x", new Payload(bytes), 1, Optional.empty());
  }

  /** A message of this text. */
  public static Envelope envelope(String json) {
    return envelope(json.getBytes(UTF_8));
  }

  /** An alert of rule {@code R} with these output fields, given as the inside of a JSON object. */
  public static String withFields(String fields) {
    return "{\"rule\":\"R\",\"priority\":\"Notice\",\"time\":\"2026-08-03T12:00:01Z\",\"output_fields\":{"
        + fields
        + "}}";
  }

  /** The alert in a message that must be one. */
  public static DecodedAlert decoded(String json, String... fields) {
    return decoded(envelope(json), fields);
  }

  /** The alert in a message that must be one. */
  public static DecodedAlert decoded(Envelope envelope, String... fields) {
    return switch (DECODER.decode(envelope, Set.of(fields))) {
      case Step.Next<DecodedAlert>(DecodedAlert alert) -> alert;
      case Step.End<DecodedAlert>(Outcome outcome) ->
          throw new AssertionError("not decoded: " + outcome);
    };
  }

  /** The sentence about a message that must be malformed. */
  public static String malformed(String json, String... fields) {
    return malformed(envelope(json), fields);
  }

  /** The sentence about a message that must be malformed. */
  public static String malformed(Envelope envelope, String... fields) {
    return switch (DECODER.decode(envelope, Set.of(fields))) {
      case Step.Next<DecodedAlert>(DecodedAlert alert) ->
          throw new AssertionError("decoded: " + alert);
      case Step.End<DecodedAlert>(Outcome outcome) -> {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.reason()).contains(DeadLetterReason.MALFORMED.name());
        assertThat(outcome.detail()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
        yield outcome.detail();
      }
    };
  }

  /** All sample files, in order. */
  public static List<Path> samples() {
    try (var files = Files.list(folder())) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample whose file name starts so. */
  public static Envelope sample(String prefix) {
    var file =
        samples().stream()
            .filter(path -> path.getFileName().toString().startsWith(prefix))
            .findFirst()
            .orElseThrow();
    try {
      return envelope(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(
              Objects.requireNonNull(Alerts.class.getResource("/alerts/manifest.json")).toURI())
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
