package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks about the actions of one alert, and does nothing. */
public interface Inquiry extends Function<PlannedAction, Response> {
  /** What was found out about each response; empty where no cluster was asked. */
  Optional<List<ActionChecks>> checks(List<Response> responses);
}
