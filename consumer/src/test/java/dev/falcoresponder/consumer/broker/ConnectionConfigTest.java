package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionConfigTest {
  @Test
  void opentlsIsRefusedSinceItTrustsAnybody() {
    assertThatThrownBy(() -> TestBroker.connection("opentls://nats:4222"))
        .hasMessageContaining("tls://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4222", "http://nats:4222", "nats:4222", "/nats"})
  void whatIsNoNatsAddressIsRefused(String address) {
    assertThatThrownBy(() -> TestBroker.connection(address))
        .hasMessageContaining("not a NATS address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nats://a", "tls://a:4222", "ws://a:80", "wss://a", "nats://u:p@a:1,nats://b:2"})
  void natsAddressesAreTaken(String addresses) {
    assertThat(TestBroker.connection(addresses).servers()).isNotEmpty();
  }

  @Test
  void passwordInABadAddressIsNotPrinted() {
    assertThatThrownBy(() -> TestBroker.connection("http://u:s3cret@nats:4222"))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void maskedTextHidesUserInformationOnly() {
    assertThat(MaskedText.of(List.of(URI.create("nats://u:p@a:1"), URI.create("nats://b:2"))))
        .isEqualTo("nats://******@a:1,nats://b:2");
    assertThat(MaskedText.of("cannot connect to [nats://u:p@ss@a:1/x] by a@b"))
        .isEqualTo("cannot connect to [nats://******@a:1/x] by a@b");
  }

  @Test
  void maskedTextOfAFailureIsTheDeepestMessageInOneLine() {
    var failure =
        new IllegalStateException(
            "outer", new RuntimeException("nats://u:p@a refused\nmore", new Error()));
    assertThat(MaskedText.of(failure)).isEqualTo("nats://******@a refused");
  }

  @Test
  void secretPrintsAsStars() {
    assertThat(new ConnectionConfig.Login.Token(new Secret("s3cret")).toString())
        .doesNotContain("s3cret");
  }
}
