package dev.falcoresponder.consumer.budget;

import java.util.List;

/** The deletion budget, as whoever is about to delete sees it. */
public interface Budget {
  /** Grants everything and counts nothing. */
  Budget UNLIMITED =
      new Budget() {
        @Override
        public Spending spend(SpendRequest request) {
          return new Spending.Granted();
        }

        @Override
        public Standing look(SpendRequest request) {
          return new Standing.Uses(List.of());
        }
      };

  /** Counts a deletion, once for all attempts at it, if the limits allow it. */
  Spending spend(SpendRequest request);

  /** Looks without counting. */
  Standing look(SpendRequest request);
}
