package dev.falcoresponder.consumer.telemetry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.falcoresponder.consumer.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the probes get to see. */
final class HealthPages {
  private final Liveness liveness;
  private final List<ReadyCheck> checks;

  HealthPages(Liveness liveness, List<ReadyCheck> checks) {
    this.liveness = liveness;
    this.checks = List.copyOf(checks);
  }

  Page live() {
    return ask(liveness::stuck)
        .map(why -> Page.text(503, "stuck: " + Printable.of(why) + "\n"))
        .orElseGet(() -> Page.text(200, "alive\n"));
  }

  Page ready(boolean asJson) {
    var results =
        checks.stream().map(check -> new Result(check.name(), ask(check.missing()))).toList();
    var ready = results.stream().allMatch(result -> result.missing().isEmpty());
    var status = ready ? 200 : 503;
    return asJson
        ? Page.json(status, json(ready, results))
        : Page.text(status, text(ready, results));
  }

  private record Result(String name, Optional<String> missing) {}

  /** A check that fails to answer counts as bad news, and must not take the others down. */
  private static Optional<String> ask(Supplier<Optional<String>> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Optional.of("the check itself failed: " + e);
    }
  }

  private static String text(boolean ready, List<Result> results) {
    var text = new StringBuilder(ready ? "ready\n" : "not ready\n");
    for (var result : results) {
      text.append(result.name())
          .append(": ")
          .append(Printable.of(result.missing().orElse("ok")))
          .append('\n');
    }
    return text.toString();
  }

  private static String json(boolean ready, List<Result> results) {
    var list = new JsonArray();
    for (var result : results) {
      var check = new JsonObject();
      check.addProperty("name", result.name());
      check.addProperty("ok", result.missing().isEmpty());
      result.missing().ifPresent(why -> check.addProperty("missing", why));
      list.add(check);
    }
    var all = new JsonObject();
    all.addProperty("ready", ready);
    all.add("checks", list);
    return all.toString();
  }
}
