package io.confluenceconnector.gateway;

import java.util.ArrayList;
import java.util.List;

/** Splits what is too much for one request. */
public final class Batches {

    private Batches() {
    }

    /** All of it in its order, in views of at most so many. */
    public static <T> List<List<T>> of(List<T> all, int largest) {
        List<List<T>> batches = new ArrayList<>();
        for (int i = 0; i < all.size(); i += largest) {
            batches.add(all.subList(i, Math.min(all.size(), i + largest)));
        }
        return batches;
    }
}
