package dev.falcoresponder.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Several replicas of the program that share the work. */
public final class Responders implements AutoCloseable {
  private final ResponderBuilder builder;
  private final List<ResponderProcess> replicas = new ArrayList<>();

  private Responders(ResponderBuilder builder) {
    this.builder = builder;
  }

  /** Starts so many replicas alike and returns when all are ready. */
  public static Responders start(ResponderBuilder builder, int count) {
    var started = new Responders(builder);
    try {
      started.add(count);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Starts more of them, side by side, and returns when all are ready. */
  public void add(int count) {
    var more = Stream.generate(builder::launch).limit(count).toList();
    replicas.addAll(more);
    more.forEach(ResponderProcess::awaitReady);
  }

  /** Every replica that was started, in that order, whether it runs or not. */
  public List<ResponderProcess> all() {
    return List.copyOf(replicas);
  }

  /** The replica of that index, from 0. */
  public ResponderProcess get(int index) {
    return replicas.get(index);
  }

  /** The sum over all running replicas of the samples with that name and at least those labels. */
  public double sum(String metric, Map<String, String> labels) {
    return replicas.stream()
        .filter(ResponderProcess::running)
        .mapToDouble(replica -> replica.metrics().sum(metric, labels))
        .sum();
  }

  /** Kills all of them and removes their output. */
  @Override
  public void close() {
    replicas.forEach(ResponderProcess::close);
  }
}
