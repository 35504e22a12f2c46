package dev.falcoresponder.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.falcoresponder.monitoring.Dashboard.Look;
import dev.falcoresponder.monitoring.Dashboard.Panel;
import dev.falcoresponder.monitoring.Dashboard.Place;
import dev.falcoresponder.monitoring.Shown.Line;
import dev.falcoresponder.servers.Prometheus.Point;
import dev.falcoresponder.servers.Prometheus.Series;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DashboardSvgTest {
  private static final Instant FROM = Instant.ofEpochSecond(1_000);
  private static final Instant TO = Instant.ofEpochSecond(1_100);

  @Test
  void numberIsShownWithItsUnit() throws Exception {
    var picture = draw(look("stat", "s"), line("", new Point(1_100, 0.25)));

    assertThat(picture.getDocumentElement().getTextContent()).contains("Title", "250 ms");
  }

  @Test
  void numberThatIsNotThereIsNoZero() throws Exception {
    assertThat(draw(look("stat", "none")).getDocumentElement().getTextContent())
        .contains("no data");
  }

  @Test
  void lineIsBrokenWhereThereIsNoNumber() throws Exception {
    var picture =
        draw(
            look("timeseries", "short"),
            line(
                "half",
                new Point(1_000, 1),
                new Point(1_010, 2),
                new Point(1_020, Double.NaN),
                new Point(1_030, 2),
                new Point(1_040, 1)));

    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(picture.getDocumentElement().getTextContent()).contains("half", "0:30", "1:30");
  }

  @Test
  void barsStandUponEachOther() throws Exception {
    var picture =
        draw(
            new Look("timeseries", "short", true, List.of()),
            line("acted", new Point(1_050, 3)),
            line("never", new Point(1_050, 0)),
            line("stale", new Point(1_050, 1)));

    assertThat(picture.getDocumentElement().getTextContent())
        .contains("acted", "stale")
        .doesNotContain("never");

    var rectangles = picture.getElementsByTagName("rect");
    // After background and frame.
    var lower = (Element) rectangles.item(2);
    var upper = (Element) rectangles.item(3);
    assertThat(upper.getAttribute("x")).isEqualTo(lower.getAttribute("x"));
    assertThat(number(upper, "y") + number(upper, "height"))
        .isCloseTo(number(lower, "y"), within(1.0));
    assertThat(number(lower, "height")).isCloseTo(3 * number(upper, "height"), within(1.0));
  }

  @Test
  void tableBeginsWithWhatIsMost() throws Exception {
    var picture =
        draw(
            new Look("table", "none", false, List.of("rule", "action", "Value")),
            new Line(
                "",
                new Series(Map.of("action", "Act", "rule", "Few"), List.of(new Point(1_100, 1)))),
            new Line("", new Series(Map.of("rule", "a < b"), List.of(new Point(1_100, 1_000)))));

    assertThat(picture.getDocumentElement().getTextContent().replaceAll("\\s+", " "))
        .contains("a < b 1,000 Few · Act 1");
  }

  private static Look look(String type, String unit) {
    return new Look(type, unit, false, List.of());
  }

  private static Line line(String name, Point... points) {
    return new Line(name, new Series(Map.of(), List.of(points)));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Document draw(Look look, Line... lines) throws Exception {
    var panel = new Panel(1, "Title", "What it is.", look, new Place(0, 0, 12, 8), List.of());
    var svg = DashboardSvg.of(List.of(new Shown(panel, List.of(lines))), FROM, TO);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }
}
