package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Identity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who we are: chain and key, read from their files whenever a handshake asks for them. */
final class PemIdentity extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(PemIdentity.class);
  private static final String ALIAS = "client";

  private final Identity files;
  private volatile @Nullable Pair pair;

  private record Pair(List<X509Certificate> chain, PrivateKey key) {}

  PemIdentity(Identity files) {
    this.files = files;
  }

  /**
   * Reads both files. Chain and key change together, so that one handshake never mixes old and new.
   */
  void read() throws IOException, GeneralSecurityException {
    var chain = PemFiles.certificates(files.certificate());
    var key = PemFiles.privateKey(files.key());
    if (!key.getAlgorithm().equals(chain.getFirst().getPublicKey().getAlgorithm())) {
      throw new GeneralSecurityException(
          files.key() + ": not the key of the certificate in " + files.certificate());
    }
    pair = new Pair(chain, key);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose();
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose();
  }

  private @Nullable String choose() {
    try {
      read();
    } catch (IOException | GeneralSecurityException e) {
      // A secret that is being rotated may be half written: the pair from before is still the best
      // we have.
      LOG.atWarn()
          .addKeyValue("error", MaskedText.of(e))
          .log("Client certificate cannot be read, using the one from before");
    }
    return pair == null ? null : ALIAS;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var now = pair;
    return now == null ? null : now.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var now = pair;
    return now == null ? null : now.key();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
