package dev.falcoresponder.consumer.telemetry;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What Prometheus gets to see. */
final class MetricsPage {
  private final PrometheusRegistry registry;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  Page scrape() {
    var out = new ByteArrayOutputStream(16_384);
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return new Page(200, writer.getContentType(), out::toByteArray);
  }
}
