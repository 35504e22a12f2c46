package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private final EchoServer echo = EchoServer.start();
  private final TcpProxy proxy = TcpProxy.to(echo.port());
  private final Socket client = connect(proxy);

  TcpProxyTest() throws IOException {}

  @BeforeEach
  void provePassage() throws IOException {
    assertThat(ask("hello")).isEqualTo("hello");
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    proxy.close();
    echo.close();
  }

  @Test
  void countsConnections() throws IOException {
    try (var second = connect(proxy)) {
      await().until(() -> proxy.open() == 2);
      assertThat(proxy.accepted()).isEqualTo(2);
      assertThat(second.isConnected()).isTrue();
    }
    await().until(() -> proxy.open() == 1);
    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @Test
  void slowLinkTakesItsTimeInBothDirections() throws IOException {
    proxy.become(new Link.Slow(Duration.ofMillis(100)));
    long start = System.nanoTime();

    assertThat(ask("slow")).isEqualTo("slow");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void narrowLinkTakesLongerForMore() throws IOException {
    proxy.become(new Link.Narrow(1_000));
    long start = System.nanoTime();

    assertThat(ask("x".repeat(200))).hasSize(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void blackHoleSwallowsNothingForGood() throws IOException {
    proxy.become(new Link.BlackHole());
    say("held");
    client.setSoTimeout(200);
    assertThatThrownBy(() -> hear(4)).isInstanceOf(SocketTimeoutException.class);

    proxy.become(new Link.Open());

    client.setSoTimeout(5_000);
    assertThat(hear(4)).isEqualTo("held");
  }

  @Test
  void connectionMadeInABlackHoleWorksAfterwards() throws IOException {
    proxy.become(new Link.BlackHole());
    try (var late = connect(proxy)) {
      late.getOutputStream().write("late".getBytes(UTF_8));
      proxy.become(new Link.Open());
      assertThat(late.getInputStream().readNBytes(4)).asString().isEqualTo("late");
    }
  }

  @Test
  void whatABlackHoleHoldsIsLostInAReset() throws IOException {
    proxy.become(new Link.BlackHole());
    say("held");
    await().until(() -> proxy.held() == 1);

    proxy.become(new Link.Reset());

    await().until(() -> proxy.held() == 0 && echo.open() == 0);
    assertThat(echo.heard()).isEqualTo("hello");
  }

  @Test
  void oneWayLinkHoldsTheAnswerAndNotTheQuestion() throws IOException {
    proxy.become(new Link.OneWay());
    say("question");
    await().until(() -> echo.heard().equals("helloquestion") && proxy.held() == 1);
    client.setSoTimeout(200);
    assertThatThrownBy(() -> hear(8)).isInstanceOf(SocketTimeoutException.class);

    proxy.become(new Link.Open());

    client.setSoTimeout(5_000);
    assertThat(hear(8)).isEqualTo("question");
    assertThat(proxy.held()).isZero();
  }

  @Test
  void resetBreaksOldConnectionsAndNewOnes() throws IOException {
    proxy.become(new Link.Reset());

    assertThatThrownBy(() -> hear(1)).isInstanceOf(SocketException.class);
    try (var late = connect(proxy)) {
      assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThat(proxy.open()).isZero();
  }

  @Test
  void cutEndsConnectionsInGoodOrder() throws IOException {
    proxy.become(new Link.Cut());

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    await().until(() -> echo.open() == 0);
  }

  @Test
  void openLinkServesNewConnectionsAfterAReset() throws IOException {
    proxy.resetConnections();
    assertThatThrownBy(() -> hear(1)).isInstanceOf(SocketException.class);

    try (var next = connect(proxy)) {
      next.getOutputStream().write("next".getBytes(UTF_8));
      assertThat(next.getInputStream().readNBytes(4)).asString().isEqualTo("next");
    }
  }

  @Test
  void halfOpenConnectionIsForgottenByTheServerAloneAndForGood() throws IOException {
    proxy.become(new Link.HalfOpen());
    await().until(() -> echo.open() == 0);
    say("anybody?");
    proxy.become(new Link.Open());

    client.setSoTimeout(200);
    assertThatThrownBy(() -> hear(1)).isInstanceOf(SocketTimeoutException.class);
    assertThat(proxy.open()).isEqualTo(1);
    try (var next = connect(proxy)) {
      next.getOutputStream().write("next".getBytes(UTF_8));
      assertThat(next.getInputStream().readNBytes(4)).asString().isEqualTo("next");
    }
  }

  @Test
  void endOfTheClientReachesTheServer() throws IOException {
    client.shutdownOutput();

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    await().until(() -> echo.open() == 0 && proxy.open() == 0);
  }

  @Test
  void serverThatIsDownIsAReset() throws Exception {
    echo.close();

    try (var late = connect(proxy)) {
      assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void closedProxyLetsNobodyIn() {
    proxy.close();

    assertThatThrownBy(() -> connect(proxy)).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> hear(1)).isInstanceOf(SocketException.class);
  }

  @Test
  void muchPassesUnchanged() throws IOException {
    var much = "0123456789abcdef".repeat(64 * 1024);
    var writer = Thread.ofVirtual().start(() -> sayUnchecked(much));

    assertThat(hear(much.length())).isEqualTo(much);
    await().until(() -> !writer.isAlive());
  }

  private String ask(String text) throws IOException {
    say(text);
    return hear(text.length());
  }

  private void say(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private void sayUnchecked(String text) {
    try {
      say(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String hear(int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), UTF_8);
  }

  private static Socket connect(TcpProxy proxy) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(5_000);
    return socket;
  }
}
