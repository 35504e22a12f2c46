package dev.falcoresponder.servers;

import java.net.URI;

/** Falcosidekick's HTTP side, where Falco's {@code http_output} sends alerts. */
final class FalcosidekickHttp {
  private FalcosidekickHttp() {}

  static boolean ready(URI url) {
    return Http.get(url.resolve("/ping")).filter(answer -> answer.status() == 200).isPresent();
  }

  static void publish(URI url, String alertJson) {
    var answer =
        Http.post(url.resolve("/"), alertJson)
            .orElseThrow(() -> new IllegalStateException("no answer from Falcosidekick at " + url));
    if (answer.status() != 200) {
      throw new IllegalStateException(
          "Falcosidekick answered " + answer.status() + ": " + answer.body());
    }
  }
}
