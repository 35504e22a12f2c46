package dev.falcoresponder.consumer.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.consumer.config.Given.Source;
import dev.falcoresponder.consumer.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a YAML file of keys. */
final class ConfigFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final String OTHER_FILE = "name a YAML file that can be read";

  /** The core schema, for ~ as nothing; keys of any shape, to say which line has the odd one. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowNonScalarKeys(true).build();

  private ConfigFile() {}

  static Source read(Path file) {
    // Its size is not asked for: a device or a pipe has none, and may never end.
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return broken(file.toString(), "the file is larger than 1 MiB", OTHER_FILE);
      }
      return parse(file.toString(), text(bytes));
    } catch (NoSuchFileException _) {
      return broken(file.toString(), "no such file", OTHER_FILE);
    } catch (CharacterCodingException _) {
      return broken(file.toString(), "the file is not text in UTF-8", OTHER_FILE);
    } catch (IOException | InvalidPathException _) {
      return broken(file.toString(), "the file cannot be read", OTHER_FILE);
    }
  }

  private static String text(byte... bytes) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static Source parse(String file, String text) {
    try {
      var root = new Compose(SETTINGS).composeString(text);
      var keys = new FileKeys(file);
      root.ifPresent(keys::addRoot);
      return keys.source();
    } catch (MarkedYamlEngineException e) {
      // Its message would quote the lines around the place, secrets included.
      var line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      return broken(
          file + ":" + line, "not YAML: " + Printable.of(e.getProblem()), "write key: value");
    } catch (YamlEngineException _) {
      return broken(file, "not YAML", "write key: value");
    }
  }

  private static Source broken(String where, String wrong, String instead) {
    return new Source(List.of(), List.of(new ConfigProblem(Printable.of(where), wrong, instead)));
  }
}
