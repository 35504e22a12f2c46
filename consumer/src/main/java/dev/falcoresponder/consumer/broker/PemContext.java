package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * TLS from PEM files, which are read again at every handshake: a mounted Secret may change under a
 * running program.
 */
final class PemContext {
  private PemContext() {}

  /**
   * A context over the files; reads all of them once, so that a bad file is told before the first
   * connect.
   */
  static SSLContext of(Tls tls) throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    KeyManager[] keys = null;
    if (tls.identity().isPresent()) {
      var identity = new PemIdentity(tls.identity().get());
      identity.read();
      keys = new KeyManager[] {identity};
    }
    TrustManager[] trust = null;
    if (tls.ca().isPresent()) {
      var ca = new PemTrust(tls.ca().get());
      ca.read();
      trust = new TrustManager[] {ca};
    }
    // Null means the platform's own, for both.
    context.init(keys, trust, null);
    return context;
  }
}
