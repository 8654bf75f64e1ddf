/*
 * What holds, in one sentence.
 */
#include "commands/check_relations.h"

#include <string.h>

#define NAMED_MAX 5 /* relations that do not hold; more are counted */

static void add_text(pov_buffer *out, const char *english, pov_language language)
{
    pov_buffer_text(out, pov_translate_to(english, language));
}

/* "18 rates" */
static void add_count(pov_buffer *out, pov_tally_kind kind, size_t count, pov_language language)
{
    static const struct {
        const char *one, *more;
    } texts[POV_TALLY_KINDS] = {
        [POV_TALLY_NONE] = {"", ""},
        [POV_TALLY_RATE] = {POV_TEXT("rate"), POV_TEXT("rates")},
        [POV_TALLY_REMAINING] = {POV_TEXT("remaining number"), POV_TEXT("remaining numbers")},
        [POV_TALLY_MULTI] = {POV_TEXT("sum of poor and near-poor"),
                             POV_TEXT("sums of poor and near-poor")},
        [POV_TALLY_POINTS] = {POV_TEXT("reduction in percentage points"),
                              POV_TEXT("reductions in percentage points")},
        [POV_TALLY_RELATIVE] = {POV_TEXT("relative reduction"), POV_TEXT("relative reductions")},
        [POV_TALLY_SUM] = {POV_TEXT("sum of units"), POV_TEXT("sums of units")},
        [POV_TALLY_PARENT_RATE] = {POV_TEXT("rate between those of the units"),
                                   POV_TEXT("rates between those of the units")},
        [POV_TALLY_PARENT_TARGET] = {POV_TEXT("target compared with those of the units"),
                                     POV_TEXT("targets compared with those of the units")},
        [POV_TALLY_FLOW] = {POV_TEXT("balance of the year's flows"),
                            POV_TEXT("balances of the year's flows")},
        [POV_TALLY_RANGE] = {POV_TEXT("part within its whole"),
                             POV_TEXT("parts within their wholes")},
        [POV_TALLY_TOGETHER] = {POV_TEXT("row as a whole"), POV_TEXT("rows as a whole")},
    };
    pov_buffer_format(out, "%s ", pov_show_count((int64_t)count).text);
    add_text(out, count == 1 ? texts[kind].one : texts[kind].more, language);
}

/* "Đắk Nông (urban)"; by other marks, "Đắk Nông, urban" */
static void add_unit(pov_buffer *out, const pov_row *row, const char *marks[2],
                     pov_language language)
{
    pov_buffer_text(out, row->name);
    if (!pov_row_is_all(row)) {
        pov_buffer_format(out, "%s%s%s", marks[0], pov_word_shown("group", row->group, language),
                          marks[1]);
    }
}

static void add_kinds(pov_buffer *out, const pov_tally *r, pov_language language)
{
    const char *separator = ": ";

    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        if (r->of[kind].hold > 0) {
            pov_buffer_text(out, separator);
            add_count(out, (pov_tally_kind)kind, r->of[kind].hold, language);
            separator = ", ";
        }
    }
}

static void add_broken(pov_buffer *out, const pov_tally *r, pov_language language)
{
    pov_buffer_format(out,
                      pov_translate_to(r->broken_count == 1 ? POV_TEXT("; %s does not hold: ")
                                                            : POV_TEXT("; %s do not hold: "),
                                       language),
                      pov_show_count((int64_t)r->broken_count).text);
    for (size_t i = 0; i < r->broken_count && i < NAMED_MAX; i++) {
        const pov_tally_place *at = &r->broken[i];
        pov_buffer_text(out, i == 0 ? "" : ", ");
        add_unit(out, at->row, (const char *[]){" (", ")"}, language);
        if (at->quantity != POV_QUANTITY_COUNT) {
            pov_buffer_text(out, ": ");
            pov_write_column_words(out, at->quantity, language);
        }
    }
    if (r->broken_count > NAMED_MAX) {
        pov_buffer_format(out, pov_translate_to(POV_TEXT(" and %s more"), language),
                          pov_show_count((int64_t)r->broken_count - NAMED_MAX).text);
    }
}

static void add_gaps(pov_buffer *out, const pov_tally *r, pov_language language)
{
    bool first = true;

    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            const pov_tally_gap *gap = &r->gap[kind][q];
            if (gap->count == 0) {
                continue;
            }
            add_text(out, first ? POV_TEXT("; not checked: ") : ", ", language);
            first = false;
            add_count(out, (pov_tally_kind)kind, gap->count, language);
            if (gap->count == 1) {
                pov_buffer_text(out, " (");
                add_unit(out, gap->row, (const char *[]){", ", ""}, language);
                pov_buffer_char(out, ')');
            }
            add_text(out, POV_TEXT(" without the "), language);
            pov_write_column_words(out, (pov_quantity)q, language);
        }
    }
}

void pov_tally_say(pov_buffer *out, const pov_tally *relations, pov_language language)
{
    size_t looked_at, hold;

    pov_tally_total(relations, &looked_at, &hold);
    const bool all = hold == looked_at && !relations->beside; /* else "all" would promise more */
    if (looked_at == 0) {
        add_text(out, POV_TEXT("No relation could be checked"), language);
    } else if (!all) {
        pov_buffer_format(out,
                          pov_translate_to(looked_at == 1 ? POV_TEXT("%s relation checked")
                                                          : POV_TEXT("%s relations checked"),
                                           language),
                          pov_show_count((int64_t)looked_at).text);
    } else if (hold <= 2) {
        add_text(out,
                 hold == 1 ? POV_TEXT("The only relation holds") : POV_TEXT("Both relations hold"),
                 language);
    } else {
        pov_buffer_format(out, pov_translate_to(POV_TEXT("All %s relations hold"), language),
                          pov_show_count((int64_t)hold).text);
    }
    if (hold > 0 && !all) {
        pov_buffer_format(
            out,
            pov_translate_to(hold == 1 ? POV_TEXT(", %s holds") : POV_TEXT(", %s hold"), language),
            pov_show_count((int64_t)hold).text);
    }
    add_kinds(out, relations, language);
    if (relations->broken_count > 0) {
        add_broken(out, relations, language);
    }
    add_gaps(out, relations, language);
    pov_buffer_char(out, '.');
}
