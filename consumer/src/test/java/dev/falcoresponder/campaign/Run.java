package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Publisher.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One run: alerts about pods, and something that breaks meanwhile, round after round. */
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int CALM_LOOKS = 5;
  private static final int MOST_MILLIS_BETWEEN = 20;
  private static final int MOST_TRACES = 10;

  private final Plan plan;
  private final Ground ground;
  private final Progress progress;
  private final Random random;

  private Run(Plan plan, Ground ground, Progress progress) {
    this.plan = plan;
    this.ground = ground;
    this.progress = progress;
    random = new Random(plan.seed());
  }

  /**
   * Carries out the plan and checks what came of it.
   *
   * @param command what starts a replica; empty for the launcher
   */
  static Result of(Plan plan, Kube kube, List<String> command, Progress progress) {
    var began = Instant.now();
    try (var ground = Ground.open(kube, plan, command)) {
      var run = new Run(plan, ground, progress);
      run.fightOrTell();
      run.awaitCalm();
      var evidence = ground.evidence();
      var violations = Checker.check(evidence);
      run.tell(evidence, violations);
      return Result.of(plan, evidence, Duration.between(began, Instant.now()), violations);
    }
  }

  /** A campaign that cannot go on says in which state it has left brokers and replicas. */
  private void fightOrTell() {
    try {
      fight();
    } catch (RuntimeException e) {
      ground.battle().brokers().state().forEach(progress::say);
      ground.battle().fleet().state().forEach(progress::say);
      throw e;
    }
  }

  private void fight() {
    var battle = ground.battle();
    battle.fleet().scale(plan.replicas());
    var crowd = ground.crowd(random);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round : plan.rounds()) {
        var moments = new ArrayList<List<Draft>>(crowd.echoes());
        moments.addAll(crowd.rebirths(plan.reborn()));
        moments.addAll(crowd.wave(plan.pods()));
        var seed = random.nextLong();
        var doings = new ArrayList<CompletableFuture<Void>>();
        doings.add(CompletableFuture.runAsync(() -> publish(moments, new Random(seed)), threads));
        round.forEach(kind -> doings.add(strike(kind, threads)));
        doings.forEach(CompletableFuture::join);
      }
    }
    battle.brokers().awaitHealthy();
    battle.fleet().awaitReady();
  }

  /** Alerts come one by one, so that some come before something breaks, and some after. */
  private void publish(List<List<Draft>> moments, Random own) {
    for (var moment : moments) {
      moment.forEach(ground.battle().publisher()::publish);
      Hold.between(own, 0, MOST_MILLIS_BETWEEN);
    }
  }

  private CompletableFuture<Void> strike(FaultKind kind, ExecutorService threads) {
    // Each its own, so that two at once do not change what the other does.
    var own = new Random(random.nextLong());
    return CompletableFuture.runAsync(
        () -> {
          var chronicle = ground.battle().chronicle();
          var began = Instant.now();
          chronicle.happened(kind.word() + " begins");
          kind.fault().strike(ground.battle(), own);
          chronicle.happened(kind.word() + " ends");
          if (kind.losesConfirmations()) {
            chronicle.silent(new Silence(began, Instant.now()));
          }
        },
        threads);
  }

  /** Returns when nothing has been in hand for a while, or patience is at its end. */
  private void awaitCalm() {
    var until = Instant.now().plus(PATIENCE);
    for (int calm = 0; calm < CALM_LOOKS && Instant.now().isBefore(until); ) {
      Hold.upTo(LOOK);
      var idle =
          ground
              .battle()
              .streams()
              .consumer()
              .filter(now -> now.getNumPending() == 0 && now.getNumAckPending() == 0)
              .isPresent();
      calm = idle ? calm + 1 : 0;
    }
  }

  private void tell(Evidence evidence, List<Violation> violations) {
    var trace = new Trace(evidence, ground.battle().chronicle().happenings());
    violations.stream()
        .limit(MOST_TRACES)
        .forEach(violation -> {
          progress.say("VIOLATION, seed " + plan.seed() + ": " + trace.of(violation));
          violation
              .pod()
              .ifPresent(uid ->
                  ground.battle().fleet().log(uid).forEach(line -> progress.say("  " + line)));
        });
    if (!violations.isEmpty()) {
      ground
          .battle()
          .fleet()
          .logs()
          .forEach((replica, log) -> progress.keep(plan.seed() + "-" + replica + ".log", log));
    }
    if (violations.size() > MOST_TRACES) {
      progress.say("and %d more violations".formatted(violations.size() - MOST_TRACES));
    }
  }
}
