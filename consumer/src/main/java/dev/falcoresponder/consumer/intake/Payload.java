package dev.falcoresponder.consumer.intake;

/** A message's bytes, as published. Not a record: equality of arrays is nobody's business here. */
public final class Payload {
  private final byte[] bytes;

  /** Takes the array over; the caller must not change it afterwards. */
  public Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes themselves, for handing them on; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
