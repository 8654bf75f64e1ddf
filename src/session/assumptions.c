/*
 * The assumptions of a report: what a figure marked `assumed` rests on.
 */
#include "session/assumptions.h"

void pov_report_assumptions(pov_report *report, const pov_options *options)
{
    const pov_assumptions *assumptions = &options->assumptions;
    pov_language language = options->render.language;
    pov_buffer json = {0}, text = {0};
    pov_numerals numerals = language == POV_VIETNAMESE ? pov_numerals_vi : pov_numerals_en;
    pov_interval growth = assumptions->growth;
    bool all = options->renderer != NULL && options->renderer->spelled_out;

    report->assumes_growth = assumptions->growth_stated && growth.low != POV_NO_LOW;
    if (!assumptions->growth_stated) {
        pov_buffer_text(&json, "[0, 0]");
        pov_buffer_text(&text, pov_label("text.growth_none", language));
    } else if (growth.low == POV_NO_LOW) {
        pov_buffer_text(&json, "\"any\"");
        pov_buffer_text(&text, pov_label("text.growth_any", language));
    } else {
        pov_buffer_char(&json, '[');
        pov_write_ticks(&json, growth.low, pov_digits_needed(growth.low), pov_numerals_plain);
        pov_buffer_text(&json, ", ");
        pov_write_ticks(&json, growth.high, pov_digits_needed(growth.high), pov_numerals_plain);
        pov_buffer_char(&json, ']');
        pov_buffer_text(&text, pov_label("text.growth", language));
        pov_buffer_char(&text, ' ');
        pov_write_ticks(&text, growth.low, pov_digits_needed(growth.low), numerals);
        if (growth.high > growth.low) {
            pov_buffer_text(&text, growth.low < 0 ? numerals.to : "–");
            pov_write_ticks(&text, growth.high, pov_digits_needed(growth.high), numerals);
        }
        pov_buffer_char(&text, '%');
    }
    const char *growth_text = pov_report_keep(report, &text);
    pov_report_add_assumption(
        report, (pov_assumption){"growth", pov_report_keep(report, &json),
                                 assumptions->growth_stated || all ? growth_text : NULL});
    pov_report_add_assumption(report,
                              (pov_assumption){"rounding", "\"half-up\"",
                                               all ? pov_label("text.half_up", language) : NULL});
    pov_report_add_assumption(
        report, (pov_assumption){"complete", assumptions->complete ? "true" : "false",
                                 assumptions->complete && all ? pov_label("text.complete", language)
                                                              : NULL});
}
