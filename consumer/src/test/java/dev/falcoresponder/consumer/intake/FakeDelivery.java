package dev.falcoresponder.consumer.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A delivery without a broker that remembers what it was told. */
final class FakeDelivery implements Delivery {
  private final Envelope envelope;
  private final AtomicReference<String> verb = new AtomicReference<>("");
  private final AtomicInteger signsOfLife = new AtomicInteger();

  FakeDelivery(long sequence) {
    var payload = new Payload(("alert " + sequence).getBytes(StandardCharsets.UTF_8));
    var id = new AlertId("FAKE", sequence, Instant.EPOCH);
    envelope = new Envelope(id, "falco.notice.test", payload, 1, Optional.empty());
  }

  String verb() {
    return verb.get();
  }

  int signsOfLife() {
    return signsOfLife.get();
  }

  private boolean first(String word) {
    return verb.compareAndSet("", word);
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public boolean ack() {
    return first("ack");
  }

  @Override
  public boolean ackSync() {
    return first("ackSync");
  }

  @Override
  public boolean nak(Duration delay) {
    return first("nak " + delay);
  }

  @Override
  public boolean term() {
    return first("term");
  }

  @Override
  public boolean inProgress() {
    signsOfLife.incrementAndGet();
    return verb.get().isEmpty();
  }
}
