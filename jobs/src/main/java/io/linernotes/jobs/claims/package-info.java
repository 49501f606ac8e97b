/**
 * Who may send a paid request, and when: the driver decides for all executors, which ask over Spark's plugin messages. Holds
 * claims, budget, rate and circuit breaker. It knows keys and money, not what the requests say.
 */
@NullMarked
package io.linernotes.jobs.claims;

import org.jspecify.annotations.NullMarked;
