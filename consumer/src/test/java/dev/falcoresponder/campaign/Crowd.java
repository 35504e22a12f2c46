package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Publisher.Draft;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** Makes pods, and the alerts about them. */
final class Crowd {
  private static final int AT_ONCE = 16;
  private static final int MOST_ALERTS = 4;

  private final Pods pods;
  private final Chronicle chronicle;
  private final Random random;
  private final List<Fallen> fallen = new ArrayList<>();
  private final List<Fallen> recent = new ArrayList<>();
  private int born;

  /** Somebody whose end was asked for, and by which alerts. */
  private record Fallen(Incarnation pod, List<Draft> alerts) {}

  Crowd(Pods pods, Chronicle chronicle, Random random) {
    this.pods = pods;
    this.chronicle = chronicle;
    this.random = random;
  }

  /**
   * So many new pods, of which most are condemned by one to four alerts each, with unwanted and
   * unreadable ones in between. Alerts about one pod mostly follow each other, as Falco's do; some
   * come at the same moment.
   */
  List<List<Draft>> wave(int count) {
    fallen.addAll(recent);
    recent.clear();
    var moments = new ArrayList<List<Draft>>();
    for (var pod : birth(count)) {
      moments.addAll(about(pod));
      if (random.nextInt(5) == 0) {
        moments.add(
            List.of(new Draft(AlertKind.POISON, Optional.empty(), AlertText.poison(random))));
      }
    }
    for (int swap = 0; swap < moments.size() / 4; swap++) {
      Collections.swap(moments, random.nextInt(moments.size()), random.nextInt(moments.size()));
    }
    return moments;
  }

  /** One more alert about each third of the pods of the last wave, whatever has come of it. */
  List<List<Draft>> echoes() {
    return recent.stream()
        .filter(_ -> random.nextInt(3) == 0)
        .map(one -> List.of(one.alerts().getLast()))
        .toList();
  }

  /**
   * Pods of the names of some that have died, and the alerts about the dead once more, byte for
   * byte; half of them by a person's replay.
   */
  List<List<Draft>> rebirths(int most) {
    var chosen = new ArrayList<Fallen>();
    while (chosen.size() < most && !fallen.isEmpty()) {
      chosen.add(fallen.remove(random.nextInt(fallen.size())));
    }
    var gone =
        chosen.stream()
            .gather(
                Gatherers.mapConcurrent(
                    AT_ONCE,
                    one ->
                        pods.find(one.pod().name()).isEmpty()
                            ? Optional.of(one)
                            : Optional.<Fallen>empty()))
            .flatMap(Optional::stream)
            .toList();
    // Who lives still may be dead next time.
    chosen.removeAll(gone);
    fallen.addAll(chosen);
    make(gone.stream().map(one -> one.pod().name()).toList());
    return gone.stream()
        .flatMap(one -> one.alerts().stream())
        .map(draft -> List.of(again(draft)))
        .toList();
  }

  private Draft again(Draft draft) {
    var replay =
        random.nextBoolean()
            ? Optional.of("again-" + random.nextInt(1_000_000))
            : Optional.<String>empty();
    return new Draft(draft.kind(), draft.about(), draft.naming(), replay, draft.wire());
  }

  private List<Pod> birth(int count) {
    var names = IntStream.range(0, count).mapToObj(index -> "cart-" + (born + index)).toList();
    born += count;
    return make(names);
  }

  private List<Pod> make(List<String> names) {
    var made = names.stream().gather(Gatherers.mapConcurrent(AT_ONCE, name -> make(name))).toList();
    chronicle.born(made.stream().map(Crowd::incarnation).toList());
    return made;
  }

  /** One in four is known by its containers, too. */
  private Pod make(String name) {
    return name.hashCode() % 4 == 0
        ? pods.running(name)
        : pods.pending(name, UnaryOperator.identity());
  }

  private List<List<Draft>> about(Pod pod) {
    var incarnation = incarnation(pod);
    var uid = Optional.of(incarnation.uid());
    if (random.nextInt(5) == 0) {
      return List.of(List.of(new Draft(AlertKind.UNWANTED, uid, AlertText.unwanted(incarnation))));
    }
    var moments =
        IntStream.rangeClosed(0, random.nextInt(MOST_ALERTS)).mapToObj(_ -> moment(pod)).toList();
    recent.add(new Fallen(incarnation, moments.stream().flatMap(List::stream).toList()));
    return moments;
  }

  /** One alert, or one of each kind where the pod is known in both ways. */
  private List<Draft> moment(Pod pod) {
    var incarnation = incarnation(pod);
    var byUid = shell(incarnation, "uid", AlertText.shell(incarnation));
    if (pod.getStatus().getContainerStatuses().isEmpty()) {
      return List.of(byUid);
    }
    var byContainer =
        shell(incarnation, "container", AlertText.shell(incarnation, Pods.containerId(pod)));
    return switch (random.nextInt(3)) {
      case 0 -> List.of(byUid);
      case 1 -> List.of(byContainer);
      default -> List.of(byContainer, byUid);
    };
  }

  private static Draft shell(Incarnation pod, String naming, String wire) {
    return new Draft(AlertKind.WANTED, Optional.of(pod.uid()), naming, Optional.empty(), wire);
  }

  private static Incarnation incarnation(Pod pod) {
    var metadata = pod.getMetadata();
    return new Incarnation(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }
}
