package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlsTest {
  private final ServerUrls type = new ServerUrls();

  @ParameterizedTest
  @CsvSource({
    "nats://one:4222, nats://one:4222",
    "one, nats://one:4222",
    "one:4333, nats://one:4333",
    "10.0.0.1, nats://10.0.0.1:4222",
    "nats://[::1], nats://[::1]:4222",
    "tls://one, tls://one:4222",
    "ws://one, ws://one:80",
    "wss://one/nats, wss://one:443/nats",
    "nats://nats.nats.svc.cluster.local:4222/, nats://nats.nats.svc.cluster.local:4222/",
  })
  void serverMayBeWrittenShort(String text, URI url) {
    assertThat(type.read(text)).isEqualTo(new Value<>(List.of(url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://one",
        "nats://",
        "nats://one/path",
        "one:port",
        "a b",
        "://",
        "one#x",
        ","
      })
  void anythingElseIsNone(String text) {
    assertThat(type.read(text)).isInstanceOf(Wrong.class);
  }

  @Test
  void entryThatIsWrongIsToldByItsPlace() {
    assertThat(type.read("one,two,http://three"))
        .isEqualTo(new Wrong<>("has an entry that is no server's URL, the 3. of 3"));
  }
}
