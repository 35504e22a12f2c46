package dev.falcoresponder.campaign;

import static org.awaitility.Awaitility.await;

import dev.falcoresponder.servers.KubeAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The program's account, which each replica has in a file of its own, as kubelets write tokens and
 * write them anew. For several threads.
 */
final class Login {
  /** The API server believes for ten seconds what it has found out about a token. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Kube kube;
  private final UnaryOperator<KubeAccess> way;
  private final List<Copy> copies = new ArrayList<>();
  private KubeAccess now;

  private record Copy(Path file, int port) {}

  /**
   * A fresh token.
   *
   * @param way how requests reach the API server
   */
  Login(Kube kube, UnaryOperator<KubeAccess> way) {
    this.kube = kube;
    this.way = way;
    now = kube.access();
  }

  /** The port on loopback that requests go to. */
  synchronized int port() {
    return way.apply(now).url().getPort();
  }

  /** Writes the login of somebody who goes by that port, now and whenever it changes. */
  synchronized Path writeTo(Path file, int port) {
    var copy = new Copy(file, port);
    copies.add(copy);
    write(copy);
    return file;
  }

  /** Takes the account away, and returns when the API server refuses its token. */
  void revoke() {
    var token = current();
    kube.removeAccount();
    await("the end of a token").atMost(PATIENCE).until(() -> kube.refuses(token));
  }

  /** Makes the account anew, with another token, and has every replica find that. */
  synchronized void renew() {
    now = kube.access();
    copies.forEach(this::write);
  }

  private synchronized KubeAccess current() {
    return now;
  }

  private void write(Copy copy) {
    var scheme = way.apply(now).url().getScheme();
    var access =
        new KubeAccess(
            URI.create(scheme + "://127.0.0.1:" + copy.port()), now.certificate(), now.token());
    try {
      var next = access.writeTo(copy.file().resolveSibling(copy.file().getFileName() + ".next"));
      Files.move(
          next, copy.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
