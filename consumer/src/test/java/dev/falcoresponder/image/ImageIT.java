package dev.falcoresponder.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is in the image of {@code scripts/image}; {@code ImageRunIT} runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what is built before the tests
class ImageIT {
  private static final String HOME = "opt/falco-responder/";
  private static final long LIMIT = 90_000_000;

  private Path folder;

  private Path archive;
  private UnpackedImage image;

  @BeforeAll
  void build(@TempDir Path scratch) {
    folder = scratch;
    archive = BuiltImage.archive();
    image = UnpackedImage.of(archive, folder.resolve("image"));
  }

  @Test
  void twoBuildsAreOneImageToTheLastByte() throws IOException {
    var again = Words.buildImage(folder.resolve("again.tar"));

    assertThat(Files.mismatch(archive, again)).isEqualTo(-1);
  }

  @Test
  void imageIsSmall() {
    assertThat(image.compressed()).isBetween(1_000_000L, LIMIT);
  }

  @Test
  void imageIsTheOneThatTheManifestsName() throws IOException {
    var base = Files.readString(Repository.root().resolve("manifests/base/kustomization.yaml"));
    var tag = image.name().substring(image.name().indexOf(':') + 1);

    assertThat(image.name()).startsWith("falco-responder:");
    assertThat(base).contains("  - name: falco-responder\n    newTag: " + tag + "\n");
  }

  @Test
  void imageSaysWhatItIsAndRunsAsNobody() {
    assertThat(image.config().get("User").getAsString()).isEqualTo("65532:65532");
    assertThat(image.config().getAsJsonObject("Labels").keySet())
        .contains(
            "org.opencontainers.image.title",
            "org.opencontainers.image.version",
            "org.opencontainers.image.revision",
            "org.opencontainers.image.created");
  }

  @Test
  void nothingInItCanBeRunButTheProgram() throws IOException {
    try (var files = Files.walk(image.root())) {
      assertThat(files.filter(Files::isRegularFile).filter(Files::isExecutable).map(this::inside))
          .filteredOn(name -> !name.matches("(.*/)?(lib[^/]*|ld-linux[^/]*)\\.so(\\.\\d+)?"))
          .containsExactlyInAnyOrder(
              HOME + "falco-responder", HOME + "java/bin/java", HOME + "java/lib/jspawnhelper");
    }
  }

  @Test
  void everythingBelongsToRootAndOthersMayNotWriteIt() throws IOException {
    try (var files = Files.walk(image.root())) {
      assertThat(files.filter(file -> !file.equals(image.root())))
          .filteredOn(file -> !inside(file).equals("tmp"))
          .allSatisfy(file -> {
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0);
            assertThat(Files.getPosixFilePermissions(file))
                .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
          });
    }
  }

  @Test
  void billOfMaterialsNamesEveryJarAndEveryPackageAndTheRuntime() throws IOException {
    var bill = Files.readString(image.root().resolve(HOME + "falco-responder.cdx.json"));

    assertThat(Path.of(archive + ".cdx.json")).hasContent(bill);
    assertThat(components(bill))
        .extracting(component -> component.replaceFirst("-[^-]*$|-\\d.*$", ""))
        .contains("openjdk", "libc6", "libc-bin", "base-files");
    try (var jars = Files.list(image.root().resolve(HOME + "lib"))) {
      assertThat(components(bill)).containsAll(jars.map(ImageIT::withoutSuffix).toList());
    }
  }

  /** Its code that needs java.desktop looks first whether it is there. */
  @Test
  void runtimeHasAllThatJarsAskForButWhatJacksonDoesWithout() throws IOException {
    var modules = modules();
    var jars = new ArrayList<String>();
    try (var libraries = Files.list(image.root().resolve(HOME + "lib"))) {
      libraries.map(Path::toString).forEach(jars::add);
    }
    jars.add(Repository.root().resolve("consumer/target/dist/falco-responder.jar").toString());

    var found = jdeps("-verbose:class", jars);

    var wanted =
        found.stream()
            .filter(line -> line.matches("\\S+ -> (java|jdk)\\.\\S+"))
            .map(line -> line.replaceFirst(".* -> ", ""))
            .toList();
    assertThat(wanted).contains("java.base", "java.desktop", "java.net.http", "jdk.httpserver");
    assertThat(wanted)
        .filteredOn(module -> !module.equals("java.desktop"))
        .allSatisfy(module -> assertThat(modules).contains(module));
    assertThat(modules).doesNotContain("java.desktop");
    assertThat(found)
        .filteredOn(line -> line.matches(".* -> .* java\\.desktop *"))
        .isNotEmpty()
        .allMatch(line -> line.contains(" tools.jackson.databind.ext.beans."));
  }

  /** A new one is for a person to decide about. */
  @Test
  void everyPartComesUnderALicenceThatWeKnow() throws IOException {
    var file = image.root().resolve(HOME + "licences.txt");

    assertThat(Path.of(archive + ".licences.txt")).hasContent(Files.readString(file));
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> !line.startsWith("  "))
        .filteredOn(line -> !line.matches("those of /usr/share/doc/[a-z0-9-]+/copyright"))
        .containsExactlyInAnyOrder(
            "Apache-2.0",
            "Bouncy Castle Licence",
            "EPL-2.0 or LGPL-2.1-only",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "MIT",
            "unknown");
    assertThat(Files.readString(file)).containsPattern("unknown\n  shared-model \\S+\n\\Z");
  }

  private static String withoutSuffix(Path jar) {
    return jar.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  private String inside(Path file) {
    return image.root().relativize(file).toString();
  }

  private List<String> modules() throws IOException {
    return Files.readAllLines(image.root().resolve(HOME + "java/release")).stream()
        .filter(line -> line.startsWith("MODULES="))
        .flatMap(line -> Stream.of(line.substring(8).replace("\"", "").split(" ", -1)))
        .toList();
  }

  /** Name, hyphen and version of each component. */
  private static List<String> components(String bill) {
    return JsonParser.parseString(bill)
        .getAsJsonObject()
        .getAsJsonArray("components")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(part -> part.get("name").getAsString() + "-" + part.get("version").getAsString())
        .toList();
  }

  private static List<String> jdeps(String option, List<String> jars) {
    var arguments = new ArrayList<>(List.of("--multi-release", "25", "--ignore-missing-deps"));
    arguments.add(option);
    arguments.addAll(jars);
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    var exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertThat(exit).as(out.toString()).isZero();
    return out.toString().lines().toList();
  }
}
