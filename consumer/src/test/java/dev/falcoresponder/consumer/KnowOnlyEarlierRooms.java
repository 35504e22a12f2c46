package dev.falcoresponder.consumer;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Each room knows itself and what comes before it. The root package comes last: it starts the
 * program.
 */
final class KnowOnlyEarlierRooms extends ArchCondition<JavaClass> {
  private final String root;
  private final List<String> order;

  KnowOnlyEarlierRooms(String root, List<String> order) {
    super("know only earlier rooms of " + order);
    this.root = root;
    this.order = order;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    var own = place(item);
    if (own < 0) {
      events.add(
          SimpleConditionEvent.violated(
              item, item.getName() + " is in a room that has no place in the order"));
    }
    for (var dependency : item.getDirectDependenciesFromSelf()) {
      var target = dependency.getTargetClass().getBaseComponentType();
      if (isOurs(target) && place(target) > own) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private int place(JavaClass type) {
    if (type.getPackageName().equals(root)) {
      return order.size();
    }
    var below = type.getPackageName().substring(root.length() + 1);
    var dot = below.indexOf('.');
    return order.indexOf(dot < 0 ? below : below.substring(0, dot));
  }
}
