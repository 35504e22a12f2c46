package dev.falcoresponder.consumer;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;

/**
 * Final, and of a type that is not made for changing. What the compiler adds by itself is left out.
 */
final class NeverChange extends ArchCondition<JavaField> {
  NeverChange() {
    super("never change");
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    var modifiers = field.getModifiers();
    if (modifiers.contains(JavaModifier.SYNTHETIC)) {
      return;
    }
    if (!modifiers.contains(JavaModifier.FINAL)) {
      events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is not final"));
    } else if (isMadeForChanging(field.getRawType())) {
      events.add(
          SimpleConditionEvent.violated(
              field, field.getFullName() + " is final, but what it holds can change"));
    }
  }

  private static boolean isMadeForChanging(JavaClass type) {
    return type.isAssignableTo(AbstractCollection.class)
        || type.isAssignableTo(AbstractMap.class)
        || type.getPackageName().startsWith("java.util.concurrent.atomic")
        || type.getPackageName().startsWith("java.util.concurrent.locks");
  }
}
