package dev.falcoresponder.image;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What {@code scripts/image} has prepared.
 *
 * @param tree the image's files, as they are in it
 * @param bill the program's bill of materials, CycloneDX in JSON
 * @param name of the image where a target has none of its own, with a tag
 * @param architecture in the words of Debian, which for amd64 and arm64 are those of images
 * @param version of the program
 * @param revision the commit
 * @param created what the image says of its age; the same for all builds of a version
 * @param format what manifests and archives are written as
 * @param targets where the image goes
 */
record Recipe(
    Path tree,
    Path bill,
    String name,
    String architecture,
    String version,
    String revision,
    Instant created,
    ImageFormat format,
    List<Target> targets) {
  private static final int FIXED = 8;

  /** In the order of the components; every further word is a target. */
  static Recipe of(List<String> words) {
    return new Recipe(
        Path.of(words.get(0)),
        Path.of(words.get(1)),
        words.get(2),
        words.get(3),
        words.get(4),
        words.get(5),
        Instant.parse(words.get(6)),
        words.get(7).equals("docker") ? ImageFormat.Docker : ImageFormat.OCI,
        words.subList(FIXED, words.size()).stream().map(Target::of).toList());
  }
}
