package io.linernotes.jobs.claims;

import io.linernotes.jobs.config.BudgetConfig;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Money by reservation: a request may leave only if everything that is spent, reserved and could be spent on it fits under
 * every cap. What a request turns out to cost replaces what was reserved; what nobody knows the cost of stays reserved. Not
 * for several threads: its desk takes turns.
 */
final class Budget {
    /** From here on no new episode is begun, so that those that are begun can be finished. */
    private static final BigDecimal SOFT = new BigDecimal("0.8");

    private final BudgetConfig caps;
    private final Map<String, BigDecimal> used = new HashMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();
    private BigDecimal taken = BigDecimal.ZERO;

    private record Reservation(List<Cap> caps, BigDecimal amount) {}

    private record Cap(String name, @Nullable BigDecimal limit) {}

    Budget(BudgetConfig caps) {
        this.caps = caps;
    }

    /** Counts what an earlier attempt or run spent. */
    void spentBefore(boolean sameRun, String episode, String day, BigDecimal amount) {
        for (Cap cap : caps(episode, day)) {
            if (sameRun || !cap.name.equals("run")) {
                used.merge(cap.name, amount, BigDecimal::add);
            }
        }
    }

    /** Reserves again what an earlier attempt or run reserved and nobody settled: it is counted already. */
    void takeUp(String claim, String episode, String day, BigDecimal amount, boolean sameRun) {
        if (!sameRun) {
            used.merge("run", amount, BigDecimal::add);
        }
        taken = taken.add(amount);
        reservations.put(claim, new Reservation(caps(episode, day), amount));
    }

    /**
     * Reserves the most that a request can cost.
     *
     * @param begun whether a request of this episode was granted before in this run
     * @return which cap is in the way; null when the money is reserved
     */
    @Nullable
    String reserve(String claim, String episode, boolean begun, String day, BigDecimal worst) {
        if (caps.perCall() != null && worst.compareTo(caps.perCall().amount()) > 0) {
            return "the cap per call";
        }
        List<Cap> all = caps(episode, day);
        for (Cap cap : all) {
            BigDecimal before = used(cap.name);
            if (cap.limit != null && before.add(worst).compareTo(cap.limit) > 0) {
                return "the cap per " + cap.name.replaceFirst(" .*", "");
            }
            boolean low = cap.limit != null && before.compareTo(cap.limit.multiply(SOFT)) >= 0;
            if (low && cap.name.equals("run") && !begun) {
                return "the cap per run, of which what is left is for the episodes that are begun";
            }
        }
        all.forEach(cap -> used.merge(cap.name, worst, BigDecimal::add));
        taken = taken.add(worst);
        reservations.put(claim, new Reservation(all, worst));
        return null;
    }

    /**
     * Replaces a reservation by what the request cost; nothing happens if there is none.
     *
     * @param cost null when nobody knows, so that the reservation stays for good
     */
    void settle(String claim, @Nullable BigDecimal cost) {
        // What is kept for an unknown cost may still be replaced: a lost reply can turn up.
        Reservation reservation = cost == null ? null : reservations.remove(claim);
        if (reservation != null && cost != null) {
            BigDecimal change = cost.subtract(reservation.amount);
            reservation.caps.forEach(cap -> used.merge(cap.name, change, BigDecimal::add));
            taken = taken.add(change);
        }
    }

    /** What was taken since this desk opened: settled, and reserved for what is open, lost or unknown. */
    BigDecimal taken() {
        return taken;
    }

    private BigDecimal used(String cap) {
        return used.getOrDefault(cap, BigDecimal.ZERO);
    }

    private List<Cap> caps(String episode, String day) {
        return List.of(
                new Cap("run", caps.perRun() == null ? null : caps.perRun().amount()),
                new Cap(
                        "episode " + episode,
                        caps.perEpisode() == null ? null : caps.perEpisode().amount()),
                new Cap(
                        "day " + day,
                        caps.perDay() == null ? null : caps.perDay().amount()));
    }
}
