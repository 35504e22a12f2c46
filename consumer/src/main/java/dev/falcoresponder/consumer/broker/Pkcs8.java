package dev.falcoresponder.consumer.broker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Wraps older forms of private keys into PKCS #8 (RFC 5208), the only one that the platform reads:
 * PKCS #1 for RSA (RFC 8017) and SEC 1 for elliptic curves (RFC 5915).
 */
final class Pkcs8 {
  private static final byte[] VERSION = {0x02, 0x01, 0x00};
  private static final byte[] RSA_ALGORITHM = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };
  private static final byte[] EC_PUBLIC_KEY = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private Pkcs8() {}

  static byte[] ofRsa(byte[] pkcs1) {
    return tagged(SEQUENCE, VERSION, RSA_ALGORITHM, tagged(OCTETS, pkcs1));
  }

  /**
   * The curve stands inside the SEC 1 structure, in its optional parameters; OpenSSL and Go always
   * write them.
   */
  static byte[] ofEc(byte[] sec1) throws GeneralSecurityException {
    var fields = content(ByteBuffer.wrap(sec1), SEQUENCE);
    while (fields.hasRemaining()) {
      var tag = fields.get(fields.position()) & 0xff;
      var field = content(fields, tag);
      if (tag == PARAMETERS) {
        var curve = new byte[field.remaining()];
        field.get(curve);
        return tagged(
            SEQUENCE, VERSION, tagged(SEQUENCE, EC_PUBLIC_KEY, curve), tagged(OCTETS, sec1));
      }
    }
    throw new GeneralSecurityException(
        "the EC private key names no curve; convert it with openssl pkcs8 -topk8 -nocrypt");
  }

  /** Takes one element off the buffer and answers its content. */
  private static ByteBuffer content(ByteBuffer from, int tag) throws GeneralSecurityException {
    if (from.remaining() < 2 || (from.get() & 0xff) != tag) {
      throw new GeneralSecurityException("the private key is damaged");
    }
    var length = from.get() & 0xff;
    if (length >= 0x80) {
      var bytes = length & 0x7f;
      length = 0;
      for (var i = 0; i < bytes && i < 3 && from.hasRemaining(); i++) {
        length = (length << 8) | (from.get() & 0xff);
      }
    }
    if (length > from.remaining()) {
      throw new GeneralSecurityException("the private key is damaged");
    }
    var content = from.slice(from.position(), length);
    from.position(from.position() + length);
    return content;
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
