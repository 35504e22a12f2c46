package dev.falcoresponder.campaign;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a campaign, in the order of the runs. */
record Report(List<Result> results) {
  private static final String LINE = "%-20s %-10s %8s %7s %7s %7s %7s %9s %8s %7s %7s %10s";

  Report {
    results = List.copyOf(results);
  }

  /** How often something was that must never be. */
  long violations() {
    return sum(result -> result.violations().size());
  }

  /** For people. */
  String table() {
    var head =
        LINE.formatted(
            "seed",
            "nats",
            "replicas",
            "faults",
            "pods",
            "reborn",
            "alerts",
            "deletions",
            "outcomes",
            "letters",
            "seconds",
            "violations");
    var total =
        LINE.formatted(
            results.size() + " runs",
            "",
            "",
            sum(Result::faults),
            sum(Result::pods),
            sum(Result::reborn),
            sum(Result::alerts),
            sum(Result::deletions),
            sum(Result::outcomes),
            sum(Result::letters),
            sum(result -> result.took().toSeconds()),
            violations());
    return Stream.of(Stream.of(head), results.stream().map(Report::row), Stream.of(total))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }

  private static String row(Result result) {
    return LINE.formatted(
        result.plan().seed(),
        nats(result.plan()),
        result.plan().replicas(),
        result.faults(),
        result.pods(),
        result.reborn(),
        result.alerts(),
        result.deletions(),
        result.outcomes(),
        result.letters(),
        result.took().toSeconds(),
        result.violations().size());
  }

  private static String nats(Plan plan) {
    return plan.clustered() ? "three" : plan.nats().name().toLowerCase(java.util.Locale.ROOT);
  }

  private long sum(ToLongFunction<Result> part) {
    return results.stream().mapToLong(part).sum();
  }

  /** For scripts: one object. */
  JsonObject json() {
    var runs = new JsonArray();
    results.forEach(result -> runs.add(json(result)));
    var object = new JsonObject();
    object.add("runs", runs);
    object.addProperty("violations", violations());
    return object;
  }

  private static JsonObject json(Result result) {
    var object = new JsonObject();
    object.addProperty("seed", result.plan().seed());
    object.addProperty("nats", nats(result.plan()));
    object.addProperty("replicas", result.plan().replicas());
    object.addProperty("plan", result.plan().words());
    object.addProperty("faults", result.faults());
    object.addProperty("pods", result.pods());
    object.addProperty("reborn", result.reborn());
    object.addProperty("alerts", result.alerts());
    object.addProperty("deletions", result.deletions());
    object.addProperty("outcomes", result.outcomes());
    object.addProperty("letters", result.letters());
    object.addProperty("seconds", result.took().toSeconds());
    var violations = new JsonArray();
    result.violations().forEach(violation -> violations.add(violation.toString()));
    object.add("violations", violations);
    return object;
  }
}
