package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.settle.Verb;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One log line for each settled alert: a constant message and keys. Names and sentences may hold
 * whatever an alert holds; the encoders of {@link LogSetup} make them safe to print.
 */
public final class SettledLog implements AlertListener {
  private final Logger log;

  /** Logs under this class's name. */
  public SettledLog() {
    this(LoggerFactory.getLogger(SettledLog.class));
  }

  SettledLog(Logger log) {
    this.log = log;
  }

  @Override
  public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
    var outcome = Weight.decisive(answer);
    var level = Weight.level(outcome.kind());
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    var line = log.atLevel(level).addKeyValue("seq", envelope.id().sequence());
    line =
        switch (answer) {
          case Answer.Early _ -> line.addKeyValue("subject", envelope.subject());
          case Answer.Responses(_, List<Response> responses) -> described(line, responses);
        };
    line = line.addKeyValue("outcome", outcome.kind().word());
    if (outcome.reason().isPresent()) {
      line = line.addKeyValue("reason", outcome.reason().get());
    }
    if (!outcome.detail().isEmpty()) {
      line = line.addKeyValue("detail", outcome.detail());
    }
    line.addKeyValue("deliveries", envelope.deliveries())
        .addKeyValue("ms", took.toMillis())
        .log("alert settled");
  }

  @Override
  public void defect(Envelope envelope, Throwable cause) {
    log.atError()
        .addKeyValue("seq", envelope.id().sequence())
        .addKeyValue("subject", envelope.subject())
        .setCause(cause)
        .log("defect of this program, contained to one alert");
  }

  @Override
  public void unwritten(Envelope envelope, String why) {
    log.atWarn()
        .addKeyValue("seq", envelope.id().sequence())
        .addKeyValue("why", why)
        .log("not everything about the alert could be written down, it will come again");
  }

  @Override
  public void notTaken(Envelope envelope, Verb verb) {
    log.atWarn()
        .addKeyValue("seq", envelope.id().sequence())
        .addKeyValue("verb", verb.word())
        .log("verb not taken by the broker, the alert may come again");
  }

  private static LoggingEventBuilder described(LoggingEventBuilder line, List<Response> responses) {
    var decisive = Weight.decisive(responses);
    var planned = decisive.planned();
    var pod = planned.pod();
    var described =
        line.addKeyValue("rule", planned.rule().name())
            .addKeyValue("action", planned.action().spec().actionner())
            .addKeyValue("namespace", pod.ref().namespace())
            .addKeyValue("pod", pod.ref().name());
    var uid = decisive.podUid();
    if (uid.isPresent()) {
      described = described.addKeyValue("uid", uid.get());
    }
    if (decisive.ticket().isPresent()) {
      described = described.addKeyValue("attempt", decisive.ticket().get().attempt());
    }
    return responses.size() > 1 ? described.addKeyValue("responses", all(responses)) : described;
  }

  /** All actions in order, for the alert whose outcome is not that of a single action. */
  private static String all(List<Response> responses) {
    return responses.stream()
        .map(
            response -> response.planned().action().name() + "=" + response.outcome().kind().word())
        .collect(Collectors.joining(","));
  }
}
