package dev.falcoresponder.simulator;

import com.google.gson.JsonParser;
import dev.falcoresponder.servers.AuditLog;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The mock server's store and watches, with what it lacks: deletions of pods with preconditions,
 * dry run and grace, {@code Status} bodies, server-side apply, health and version.
 */
final class SimulatedApi extends KubernetesCrudDispatcher {
  private static final Pattern POD = Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)");
  private static final Pattern OBJECT = Pattern.compile("(/api/v1/.*?([^/]+))/([^/]+)");

  /** No release's number, so that nobody takes it for one. */
  private static final String VERSION =
      """
      {"major":"1","minor":"0","gitVersion":"v1.0.0-simulator"}\
      """;

  private final List<AuditLog.Entry> deletions = new CopyOnWriteArrayList<>();

  /** Deletions of pods so far, in the order in which they were answered. */
  List<AuditLog.Entry> deletions() {
    return List.copyOf(deletions);
  }

  // One at a time, because what is decided here must not change before it is stored.
  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    var path = path(request);
    return switch (path) {
      case "/readyz", "/livez", "/healthz" -> new MockResponse().setResponseCode(200).setBody("ok");
      case "/version" -> Refusal.json(200, VERSION);
      default -> object(request, path);
    };
  }

  private MockResponse object(RecordedRequest request, String path) {
    var pod = POD.matcher(path);
    if (request.method() == HttpMethod.DELETE && pod.matches()) {
      return delete(request, path, pod.group(1), pod.group(2));
    }
    var response = super.dispatch(isApply(request) ? withoutApply(request, path) : request);
    var object = OBJECT.matcher(path);
    return response.code() == 404 && object.matches()
        ? Refusal.notFound(object.group(2), object.group(3)).response()
        : response;
  }

  private MockResponse delete(RecordedRequest request, String path, String namespace, String name) {
    var body = Optional.of(request.getUtf8Body()).filter(text -> !text.isBlank());
    var met = Optional.ofNullable(findResource(getKey(path))).map(SimulatedApi::uid);
    var response =
        answer(path, name, Serialization.unmarshal(body.orElse("{}"), DeleteOptions.class));
    deletions.add(
        new AuditLog.Entry(
            "delete",
            user(request),
            namespace,
            name,
            response.code(),
            body.map(text -> JsonParser.parseString(text).getAsJsonObject()),
            Instant.now(),
            met));
    return response;
  }

  private static String uid(Map.Entry<?, String> found) {
    return Serialization.unmarshal(found.getValue(), Pod.class).getMetadata().getUid();
  }

  private MockResponse answer(String path, String name, DeleteOptions options) {
    var found = findResource(getKey(path));
    if (found == null) {
      return Refusal.notFound("pods", name).response();
    }
    var pod = Serialization.unmarshal(found.getValue(), Pod.class);
    var uid = pod.getMetadata().getUid();
    var wanted = options.getPreconditions() == null ? uid : options.getPreconditions().getUid();
    if (wanted != null && !wanted.equals(uid)) {
      return Refusal.otherUid(name, wanted, uid).response();
    }
    var version = pod.getMetadata().getResourceVersion();
    var state =
        options.getPreconditions() == null ? null : options.getPreconditions().getResourceVersion();
    if (state != null && !state.equals(version)) {
      return Refusal.otherVersion(name, state, version).response();
    }
    var end = Termination.of(pod, options, Instant.now());
    if (end.changed() && !options.getDryRun().contains("All")) {
      carryOut(path, end);
    }
    return Refusal.json(200, Serialization.asJson(end.pod()));
  }

  private void carryOut(String path, Termination end) {
    if (end.removed()) {
      handleDelete(path);
      return;
    }
    var pod = end.pod();
    pod.getMetadata().setResourceVersion(Long.toString(requestResourceVersion()));
    var json = Serialization.asJson(pod);
    var key = getKey(path);
    processEvent(
        path,
        key,
        findResource(key).getKey(),
        Serialization.unmarshal(json, GenericKubernetesResource.class),
        json);
  }

  private static boolean isApply(RecordedRequest request) {
    var type = request.getHeader("Content-Type");
    return request.method() == HttpMethod.PATCH && type != null && type.contains("apply-patch");
  }

  /** An apply is a creation where there is nothing yet, else near enough a merge. */
  private RecordedRequest withoutApply(RecordedRequest request, String path) {
    boolean isThere = findResource(getKey(path)) != null;
    var body = Serialization.asJson(Serialization.unmarshal(request.getUtf8Body(), Object.class));
    var type = isThere ? "application/merge-patch+json" : "application/json";
    return new RecordedRequest(
        request.getHttpVersion(),
        isThere ? HttpMethod.PATCH : HttpMethod.POST,
        isThere ? path : path.substring(0, path.lastIndexOf('/')),
        request.getHeaders().newBuilder().set("Content-Type", type).build(),
        new Buffer(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The token is the user's name. */
  private static String user(RecordedRequest request) {
    var login = request.getHeader("Authorization");
    return login == null ? "system:anonymous" : login.replace("Bearer ", "");
  }

  private static String path(RecordedRequest request) {
    var path = request.getPath();
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
