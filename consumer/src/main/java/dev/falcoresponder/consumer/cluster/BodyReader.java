package dev.falcoresponder.consumer.cluster;

import java.io.IOException;
import java.io.InputStream;

/** Takes the body of a good answer as it arrives, however large it is. */
@FunctionalInterface
interface BodyReader {
  /**
   * Reads as much as it wants; the caller closes the stream.
   *
   * @throws IOException only where the stream itself fails; a body that is not what was expected is
   *     for the reader to remember
   */
  void read(InputStream body) throws IOException;
}
