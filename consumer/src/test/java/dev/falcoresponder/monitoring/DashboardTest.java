package dev.falcoresponder.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.monitoring.Dashboard.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** There is no Grafana to load the dashboard into: it is read instead. */
class DashboardTest {
  private static final int COLUMNS = 24;

  private final Dashboard dashboard = Dashboard.read();
  private final List<Panel> panels = dashboard.panels();

  @Test
  void questionsAreTheHeadings() {
    assertThat(panels.stream().filter(Panel::heading))
        .extracting(Panel::title)
        .containsExactly(
            "Is it working?",
            "How far behind?",
            "What did it do?",
            "What did it give up?",
            "What does each rule cost?",
            "What does it take?");
  }

  @Test
  void everyPanelSaysWhatItShowsAndShowsSomething() {
    assertThat(panels.stream().filter(panel -> !panel.heading()))
        .allSatisfy(panel -> {
          assertThat(panel.description()).as(panel.title()).endsWith(".");
          assertThat(panel.queries()).as(panel.title()).isNotEmpty();
        });
    assertThat(panels).extracting(Panel::id).doesNotHaveDuplicates();
    assertThat(panels).extracting(Panel::title).doesNotHaveDuplicates();
  }

  @Test
  void panelsLieBesideEachOther() {
    for (var one : panels) {
      assertThat(one.place().x() + one.place().width())
          .as(one.title())
          .isLessThanOrEqualTo(COLUMNS);
      assertThat(panels.stream().filter(other -> other.id() > one.id()))
          .as(one.title())
          .noneMatch(other -> one.place().overlaps(other.place()));
    }
  }

  /** Nothing but the variable may name a data source, or it would be one of ours. */
  @Test
  void everythingAsksTheDataSourceThatIsChosen() {
    var json = dashboard.json();
    assertThat(Dashboard.objects(json, "panels"))
        .filteredOn(panel -> !panel.get("type").getAsString().equals("row"))
        .allSatisfy(panel -> {
          assertThat(panel.get("datasource")).hasToString(datasource());
          assertThat(Dashboard.objects(panel, "targets"))
              .allSatisfy(target -> assertThat(target.get("datasource")).hasToString(datasource()));
        });
    assertThat(Dashboard.objects(json.getAsJsonObject("templating"), "list"))
        .extracting(variable -> variable.get("name").getAsString())
        .containsExactly("datasource", "namespace", "job");
  }

  @Test
  void everyMetricIsAskedForInTheNamespaceAndJobThatAreChosen() {
    assertThat(dashboard.expressions())
        .allSatisfy(expression ->
            assertThat(expression.split("\\{namespace=~\"\\$namespace\", job=~\"\\$job\"", -1))
                .hasSize(selectors(expression) + 1));
  }

  /** How often the expression names a metric. */
  private static int selectors(String expression) {
    return (int) PromQl.mentions(expression).count();
  }

  private static String datasource() {
    return "{\"type\":\"prometheus\",\"uid\":\"${datasource}\"}";
  }
}
