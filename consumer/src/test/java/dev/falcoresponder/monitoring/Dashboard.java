package dev.falcoresponder.monitoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The dashboard of {@code manifests/components/monitoring/dashboard.json}. */
public final class Dashboard {
  private final JsonObject json;

  private Dashboard(JsonObject json) {
    this.json = json;
  }

  /** As it is in the work tree. */
  public static Dashboard read() {
    var file = Repository.root().resolve("manifests/components/monitoring/dashboard.json");
    try {
      return new Dashboard(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a panel is, in a grid of 24 columns. */
  public record Place(int x, int y, int width, int height) {
    boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /**
   * An expression that a panel shows.
   *
   * @param legend how its series are called, with labels in double braces
   */
  public record Query(String expression, String legend) {}

  /**
   * A panel, or the heading of a row of them.
   *
   * @param look what it looks like
   */
  public record Panel(
      int id, String title, String description, Look look, Place place, List<Query> queries) {
    public Panel {
      queries = List.copyOf(queries);
    }

    /** Whether it is the heading of a row. */
    public boolean heading() {
      return look.type.equals("row");
    }
  }

  /**
   * What a panel looks like.
   *
   * @param type Grafana's word for it
   * @param unit Grafana's word for the unit of its values
   * @param bars whether it has bars upon each other instead of lines
   * @param columns of a table, from the left, as Prometheus calls them
   */
  public record Look(String type, String unit, boolean bars, List<String> columns) {
    public Look {
      columns = List.copyOf(columns);
    }

    private static Look of(JsonObject panel) {
      var type = panel.get("type").getAsString();
      var defaults =
          Optional.ofNullable(panel.getAsJsonObject("fieldConfig"))
              .map(config -> config.getAsJsonObject("defaults"))
              .orElseGet(JsonObject::new);
      var style =
          Optional.ofNullable(defaults.getAsJsonObject("custom"))
              .map(custom -> custom.get("drawStyle"))
              .map(JsonElement::getAsString);
      var unit = Optional.ofNullable(defaults.get("unit")).map(JsonElement::getAsString);
      return new Look(type, unit.orElse(""), style.equals(Optional.of("bars")), columns(panel));
    }

    private static List<String> columns(JsonObject panel) {
      return objects(panel, "transformations")
          .map(transformation -> transformation.getAsJsonObject("options"))
          .flatMap(options -> options.getAsJsonObject("indexByName").entrySet().stream())
          .sorted(Comparator.comparingInt(column -> column.getValue().getAsInt()))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** The file. */
  JsonObject json() {
    return json;
  }

  /** In the order of the file, from the top down. */
  public List<Panel> panels() {
    return objects(json, "panels").map(Dashboard::panel).toList();
  }

  /** All that panels show. */
  public List<String> expressions() {
    return panels().stream()
        .flatMap(panel -> panel.queries().stream())
        .map(Query::expression)
        .toList();
  }

  /**
   * Fills in the variables as Grafana does where everything is chosen.
   *
   * @param range the time shown, as Prometheus writes it
   * @param rateInterval what Grafana proposes for rates: four scrapes at least
   */
  public static String filledIn(String expression, String range, String rateInterval) {
    return expression
        .replace("$namespace", ".*")
        .replace("$job", ".*")
        .replace("$__range", range)
        .replace("$__rate_interval", rateInterval);
  }

  /** The objects of an array; none where there is none. */
  static Stream<JsonObject> objects(JsonObject parent, String name) {
    return Objects.requireNonNullElseGet(parent.getAsJsonArray(name), JsonArray::new)
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static Panel panel(JsonObject panel) {
    var grid = panel.getAsJsonObject("gridPos");
    return new Panel(
        panel.get("id").getAsInt(),
        panel.get("title").getAsString(),
        panel.has("description") ? panel.get("description").getAsString() : "",
        Look.of(panel),
        new Place(number(grid, "x"), number(grid, "y"), number(grid, "w"), number(grid, "h")),
        objects(panel, "targets")
            .map(target ->
                new Query(
                    target.get("expr").getAsString(), target.get("legendFormat").getAsString()))
            .toList());
  }

  private static int number(JsonObject grid, String name) {
    return grid.get(name).getAsInt();
  }
}
