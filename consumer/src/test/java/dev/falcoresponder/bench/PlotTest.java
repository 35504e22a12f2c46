package dev.falcoresponder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.bench.Charts.Chart;
import dev.falcoresponder.bench.Charts.Line;
import dev.falcoresponder.bench.Charts.Point;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {
  private static final Chart CHART =
      new Chart(
          Scenario.REPLICAS,
          "Title",
          "replicas",
          "pods/s",
          List.of(
              new Line("linear", false, List.of(new Point(1, 50), new Point(4, 200))),
              new Line("program", true, List.of(new Point(1, 50), new Point(4, 100)))));

  @Test
  void everyChartOfThePictureHasItsLinesAndNames() throws Exception {
    var picture = read(Plot.svg(List.of(CHART, CHART)));

    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(4);
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("Title", "replicas", "pods/s", "linear", "program", "200");
  }

  @Test
  void onlyWhatWasMeasuredHasDots() throws Exception {
    var picture = read(Plot.svg(List.of(CHART)));

    assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(2);
  }

  @Test
  void aLargerValueIsDrawnHigherByItsShare() throws Exception {
    var line = (Element) read(Plot.svg(List.of(CHART))).getElementsByTagName("polyline").item(0);

    // 230 high from 0 at 270, and the scale ends at 200.
    assertThat(line.getAttribute("points")).isEqualTo("175.0,212.5 490.0,40.0");
  }

  @Test
  void marksAreRoundAndReachTheLargestValue() {
    assertThat(Axis.to(200).marks().toArray()).containsExactly(0, 50, 100, 150, 200);
    assertThat(Axis.to(4).marks().toArray()).containsExactly(0, 1, 2, 3, 4);
    assertThat(Axis.to(1_234).marks().toArray()).containsExactly(0, 500, 1_000, 1_500);
  }

  private static Document read(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }
}
