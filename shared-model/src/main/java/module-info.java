import org.jspecify.annotations.NullMarked;

/** The words that falco-responder reads from and writes to the wire. */
@NullMarked
module dev.falcoresponder.model {
  requires static transitive org.jspecify;

  exports dev.falcoresponder.model;
}
