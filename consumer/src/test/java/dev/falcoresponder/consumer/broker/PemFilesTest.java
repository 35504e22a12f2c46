package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Identity;
import dev.falcoresponder.servers.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @TempDir Path folder;

  private static PrivateKey key(String algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(1024); // those of the default length take seconds to find
    }
    return generator.generateKeyPair().getPrivate();
  }

  private Path file(String kind, byte[] der) throws Exception {
    return Files.writeString(folder.resolve("tls.key"), "Bag Attributes\n" + Pem.block(kind, der));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsPkcs8(String algorithm) throws Exception {
    var key = key(algorithm);
    assertThat(PemFiles.privateKey(file("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void readsTheOlderFormOfRsaKeys() throws Exception {
    var key = key("RSA");
    var pkcs1 =
        PrivateKeyInfo.getInstance(key.getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded(ASN1Encoding.DER);
    assertThat(PemFiles.privateKey(file("RSA PRIVATE KEY", pkcs1))).isEqualTo(key);
  }

  @Test
  void readsTheOlderFormOfEllipticCurveKeys() throws Exception {
    var key = key("EC");
    var pkcs8 = PrivateKeyInfo.getInstance(key.getEncoded());
    var curve = X962Parameters.getInstance(pkcs8.getPrivateKeyAlgorithm().getParameters());
    var bits = ((java.security.interfaces.ECKey) key).getParams().getOrder().bitLength();
    var number = ECPrivateKey.getInstance(pkcs8.parsePrivateKey()).getKey();
    var sec1 = new ECPrivateKey(bits, number, curve).getEncoded(ASN1Encoding.DER);
    assertThat(
            ((java.security.interfaces.ECPrivateKey)
                    PemFiles.privateKey(file("EC PRIVATE KEY", sec1)))
                .getS())
        .isEqualTo(number);
  }

  @Test
  void everyCertificateOfAChainIsRead() throws Exception {
    var leaf = Certificates.authority(folder, "ca").leaf("leaf", "EC");
    assertThat(PemFiles.certificates(leaf.certificate())).hasSize(2);
  }

  @Test
  void keyThatDoesNotFitTheCertificateIsRefused() throws Exception {
    var leaf = Certificates.authority(folder, "ca").leaf("leaf", "EC");
    var other = file("PRIVATE KEY", key("RSA").getEncoded());
    assertThatThrownBy(() -> new PemIdentity(new Identity(leaf.certificate(), other)).read())
        .hasMessageContaining("not the key of the certificate");
  }

  @Test
  void fileThatIsNoPemFileIsReadNoFurtherThanASecretIsLong() throws Exception {
    var leaf = Certificates.authority(folder, "ca").leaf("leaf", "EC");
    var text = Files.readString(leaf.certificate());
    var padded = folder.resolve("padded.crt");

    Files.writeString(padded, text + "\n".repeat(PemFiles.MAX_BYTES - text.length()));
    assertThat(PemFiles.certificates(padded)).hasSize(2);

    Files.writeString(padded, text + "\n".repeat(PemFiles.MAX_BYTES + 1 - text.length()));
    assertThatThrownBy(() -> PemFiles.certificates(padded))
        .hasMessage(padded + ": more than 1048576 bytes; name a file with just the PEM blocks");
    assertThatThrownBy(() -> PemFiles.privateKey(Path.of("/dev/zero")))
        .hasMessageStartingWith("/dev/zero: more than 1048576 bytes; ");
  }

  @Test
  void errorsNameTheFileAndWhatIsWrong() throws Exception {
    assertThatThrownBy(() -> PemFiles.privateKey(folder.resolve("none")))
        .hasMessageContaining("none: no such file");
    assertThatThrownBy(() -> PemFiles.privateKey(folder))
        .hasMessage(folder + ": a directory; name the file in it");
    assertThatThrownBy(() -> PemFiles.certificates(file("PRIVATE KEY", new byte[3])))
        .hasMessageContaining("tls.key: holds no certificate");
    assertThatThrownBy(() -> PemFiles.privateKey(file("CERTIFICATE", new byte[3])))
        .hasMessageContaining("holds no private key");
    assertThatThrownBy(() -> PemFiles.privateKey(file("ENCRYPTED PRIVATE KEY", new byte[3])))
        .hasMessageContaining("without a passphrase");
    assertThatThrownBy(() -> PemFiles.privateKey(file("PRIVATE KEY", new byte[3])))
        .hasMessageContaining("neither RSA nor EC");
    assertThatThrownBy(
            () -> PemFiles.privateKey(file("EC PRIVATE KEY", new byte[] {0x30, 0x7f, 0})))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
