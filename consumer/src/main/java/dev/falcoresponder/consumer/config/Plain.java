package dev.falcoresponder.consumer.config;

import java.util.function.Function;

/** A type put together from its parts. */
record Plain<T>(String form, Function<String, Reading<T>> reader, Function<T, String> writer)
    implements ValueType<T> {
  @Override
  public Reading<T> read(String text) {
    return reader.apply(text);
  }

  @Override
  public String show(T value) {
    return writer.apply(value);
  }
}
