package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Several values of one type, separated by commas; nothing between two commas is no value. */
record ListOf<T>(String form, ValueType<T> item) implements ValueType<List<T>> {
  @Override
  public Reading<List<T>> read(String text) {
    var values = new ArrayList<T>();
    for (var part : split(text)) {
      switch (item.read(part)) {
        case Value<T>(T value) -> values.add(value);
        case Wrong<T>(String what) -> {
          return new Wrong<>(what);
        }
      }
    }
    return new Value<>(List.copyOf(values));
  }

  @Override
  public String show(List<T> values) {
    return values.stream().map(item::show).collect(Collectors.joining(","));
  }

  @Override
  public boolean takesList() {
    return true;
  }

  static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
