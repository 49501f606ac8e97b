/** What files need so that spreadsheets show them as they are. Knows neither reports nor sheets. */
@NullMarked
package io.linernotes.evaluation.spreadsheet;

import org.jspecify.annotations.NullMarked;
