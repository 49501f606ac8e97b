package io.linernotes.jobs.claims;

import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.jobs.config.BudgetConfig;

/**
 * What a desk goes by.
 *
 * @param epoch number of this attempt in the ledger
 * @param folder where this attempt writes the ledger
 */
record DeskRules(
        long epoch, String folder, BudgetConfig caps, InDoubt inDoubt, int requestsPerMinute, int tokensPerMinute) {}
