package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.ResponderProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The replicas. For several threads. */
final class Fleet implements AutoCloseable {
  private final Recruit recruit;
  private final List<Replica> active = new ArrayList<>();
  private final List<Replica> retired = new ArrayList<>();
  private int recruited;

  /** Makes replicas. */
  @FunctionalInterface
  interface Recruit {
    /** One of that number, before it is ready, with so much heap where that is limited. */
    Replica of(int number, OptionalInt megabytes);
  }

  /** None yet. */
  Fleet(Recruit recruit) {
    this.recruit = recruit;
  }

  /** Makes it so many: starts more, or tells some to go. Returns when those that stay are ready. */
  synchronized void scale(int count) {
    while (active.size() < count) {
      active.add(recruit.of(recruited++, OptionalInt.empty()));
    }
    while (active.size() > count) {
      var leaver = active.removeFirst();
      leaver.leave();
      retired.add(leaver);
    }
    active.forEach(Replica::awaitReady);
  }

  synchronized int size() {
    return active.size();
  }

  synchronized Replica any(Random random) {
    return active.get(random.nextInt(active.size()));
  }

  synchronized List<Replica> all() {
    return List.copyOf(active);
  }

  /** Returns when all that should run do and are ready. */
  synchronized void awaitReady() {
    active.forEach(Replica::awaitReady);
  }

  /** Kills one, and starts another in its place that has so much heap. */
  synchronized Replica replace(Replica leaver, OptionalInt megabytes) {
    leaver.process().kill();
    retired.add(leaver);
    var next = recruit.of(recruited++, megabytes);
    active.set(active.indexOf(leaver), next);
    return next;
  }

  /** Starts one that has ended, as a kubelet does; whether it had. */
  synchronized boolean revive(Replica replica) {
    return replica.revive();
  }

  /** Crashes one, but never while all stand still: it would not. */
  synchronized void crash(Replica victim) {
    victim.crash();
  }

  /** Has one stand still. */
  synchronized void freeze(Replica victim) {
    victim.process().pause();
  }

  /** Has all stand still while something is done. */
  synchronized void frozen(Runnable deed) {
    var running = active.stream().map(Replica::process).filter(ResponderProcess::running).toList();
    running.forEach(ResponderProcess::pause);
    try {
      deed.run();
    } finally {
      running.forEach(ResponderProcess::resume);
    }
  }

  /** What all have logged about something, in no order. */
  synchronized Stream<String> log(String word) {
    return Stream.concat(active.stream(), retired.stream())
        .flatMap(replica -> replica.log(word))
        .toList()
        .stream();
  }

  /** Where each, those that are gone among them, has its log. */
  synchronized Map<String, Path> logs() {
    return Stream.concat(active.stream(), retired.stream())
        .collect(Collectors.toMap(Replica::toString, replica -> replica.process().outputFile()));
  }

  /** How each is, and what it has complained of last, for people. */
  synchronized Stream<String> state() {
    return active.stream().flatMap(Replica::state).toList().stream();
  }

  @Override
  public synchronized void close() {
    active.forEach(Replica::close);
    retired.forEach(Replica::close);
  }
}
