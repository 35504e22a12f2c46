package dev.falcoresponder.image;

import com.google.gson.Gson;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs an image by runc as {@code manifests/base} has it run: as the image's user, on a read-only
 * root with a small writable /tmp, without any capability and without a way to new privileges. It
 * shares the network of this machine, since servers are on loopback.
 *
 * @param image what runs
 * @param folder for what runc needs; one container at a time
 * @param volumes folders and files that it may read, by where it finds them
 */
public record Container(UnpackedImage image, Path folder, Map<String, Path> volumes) {
  private static final List<String> NAMESPACES = List.of("pid", "ipc", "uts", "mount");
  private static final String ID = "falco-responder";

  /** Copies what it is given. */
  public Container {
    volumes = Map.copyOf(volumes);
  }

  /**
   * The words that start it, in the foreground.
   *
   * @param variables besides the image's own
   * @param arguments after the image's entry point
   */
  public List<String> command(Map<String, String> variables, List<String> arguments) {
    var environment = new ArrayList<>(image.words("Env"));
    new TreeMap<>(variables).forEach((name, value) -> environment.add(name + "=" + value));
    var words = Stream.concat(image.words("Entrypoint").stream(), arguments.stream()).toList();
    var config =
        Map.of(
            "ociVersion", "1.0.2",
            "process", process(words, environment),
            "root", Map.of("path", image.root().toString(), "readonly", true),
            "mounts", mounts(),
            "linux", Map.of("namespaces", NAMESPACES.stream().map(Container::namespace).toList()));
    try {
      Files.writeString(folder.resolve("config.json"), new Gson().toJson(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return runc("run", "--bundle", folder.toString(), ID);
  }

  /**
   * The words that run a program beside it, as {@code kubectl exec} does.
   *
   * @param variable besides those that it was started with, {@code NAME=value}
   */
  public List<String> exec(String variable, String... program) {
    var words = new ArrayList<>(List.of("exec", "--env", variable, ID));
    words.addAll(List.of(program));
    return runc(words.toArray(String[]::new));
  }

  /** The words that send it a signal. */
  public List<String> signal(String name) {
    return runc("kill", ID, name);
  }

  private List<String> runc(String... words) {
    var runc = Servers.requireExecutable(Program.RUNC).path().toString();
    var all = new ArrayList<>(List.of(runc, "--root", folder.resolve("state").toString()));
    all.addAll(List.of(words));
    return List.copyOf(all);
  }

  private Map<String, Object> process(List<String> words, List<String> environment) {
    var user = image.config().get("User").getAsString().split(":", -1);
    return Map.of(
        "user",
        Map.of("uid", Integer.parseInt(user[0]), "gid", Integer.parseInt(user[1])),
        "args",
        words,
        "env",
        environment,
        "cwd",
        "/",
        "noNewPrivileges",
        true,
        "capabilities",
        Map.of());
  }

  private List<Map<String, Object>> mounts() {
    var mounts = new ArrayList<Map<String, Object>>();
    mounts.add(mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"));
    mounts.add(mount("/dev", "tmpfs", "tmpfs", "nosuid", "mode=755"));
    mounts.add(mount("/tmp", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777", "size=64m"));
    mounts.add(mount("/etc/hosts", "bind", "/etc/hosts", "bind", "ro"));
    mounts.add(mount("/etc/resolv.conf", "bind", "/etc/resolv.conf", "bind", "ro"));
    new TreeMap<>(volumes)
        .forEach((where, what) -> mounts.add(mount(where, "bind", what.toString(), "bind", "ro")));
    return mounts;
  }

  private static Map<String, Object> mount(
      String where, String type, String what, String... options) {
    return Map.of("destination", where, "type", type, "source", what, "options", List.of(options));
  }

  private static Map<String, String> namespace(String type) {
    return Map.of("type", type);
  }
}
