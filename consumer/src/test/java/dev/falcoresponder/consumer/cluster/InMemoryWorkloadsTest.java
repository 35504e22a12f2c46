package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import java.util.Optional;

class InMemoryWorkloadsTest extends WorkloadsContract {
  private final InMemoryWorkloads workloads = new InMemoryWorkloads();

  @Override
  Workloads workloads() {
    return workloads;
  }

  @Override
  String namespace() {
    return "shop";
  }

  @Override
  Owner workload(String kind, String name, Optional<Owner> controller, int desired, int available) {
    var owner = InMemoryWorkloads.owner(kind, name);
    workloads.with(new Workload(owner, controller, "1", true, desired, available));
    return owner;
  }

  @Override
  void rescale(Owner owner, int desired) {
    var before = found(owner);
    workloads.with(
        new Workload(owner, before.controller(), "2", false, desired, before.available()));
  }
}
