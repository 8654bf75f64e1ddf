/*
 * The figures are asked what the words leave open: whether a rate is of the group's households or a
 * share of the poor, points or a part, percent or a fraction of 1. A reading that contradicts the
 * figures where another one fits them is given up.
 */
#include "loader/table/confirm.h"

#include <string.h>

#define SAMPLE 200 /* rows that are asked */

typedef struct tally {
    size_t fits, fails;
} tally;

static bool count_at(const pov_reading_table *t, const pov_table_item *item, size_t row,
                     int64_t *count)
{
    pov_source_cell cell = pov_grid_cell(t->grid, row, item->column);
    pov_stated stated;
    bool missing = false;

    const pov_quantity as =
        item->meaning.change == POV_CHANGE_CUT ? POV_REDUCTION_HOUSEHOLDS : POV_POOR;
    if (!pov_table_item_read(item, as, &cell, &stated, &missing, NULL) || missing ||
        stated.qualifier != POV_EXACTLY) {
        return false;
    }
    *count = stated.face;
    return true;
}

/* A rate in percent, whatever its size. */
static bool rate_at(const pov_reading_table *t, const pov_table_item *item, size_t row,
                    bool fraction, pov_interval *rate)
{
    pov_source_cell cell = pov_grid_cell(t->grid, row, item->column);
    pov_table_item read = *item;
    pov_stated stated;
    bool missing = false;

    read.scale = fraction ? POV_SCALE_FRACTION : item->scale;
    if (!pov_table_item_read(&read, POV_POOR_RATE, &cell, &stated, &missing, NULL) || missing ||
        stated.qualifier != POV_EXACTLY) {
        return false;
    }
    *rate = pov_stated_bounds(&stated, POV_KIND_CHANGE, true);
    return true;
}

static size_t first_line(const pov_reading_table *t)
{
    return t->tree.count > SAMPLE ? t->tree.count - SAMPLE : 0;
}

static tally ask_ratio(const pov_reading_table *t, const pov_table_item *rate,
                       const pov_table_item *part, const pov_table_item *whole, bool fraction)
{
    tally found = {0, 0};

    for (size_t i = first_line(t); i < t->tree.count; i++) {
        size_t row = t->tree.line[i].row;
        pov_interval printed;
        int64_t a = 0, b = 0;
        if (t->line_kind[i] != rate->kind || !rate_at(t, rate, row, fraction, &printed) ||
            !count_at(t, part, row, &a) || !count_at(t, whole, row, &b) || b <= 0 || a < 0) {
            continue;
        }
        pov_interval given = {pov_muldiv_floor(a, POV_HUNDRED_PERCENT, b),
                              pov_muldiv_ceil(a, POV_HUNDRED_PERCENT, b)};
        bool fits = !pov_interval_empty(pov_interval_meet(printed, given));
        found.fits += fits;
        found.fails += !fits;
    }
    return found;
}

static bool same_time(const pov_meaning *a, const pov_meaning *b)
{
    return a->moment == b->moment && pov_year_compare(a->year, b->year) == 0 && a->role == b->role;
}

static bool is_rate(const pov_table_item *item)
{
    return pov_meaning_is_rate(&item->meaning);
}

static bool is_of_all(const pov_table_item *item)
{
    return (item->meaning.subject == POV_OF_ALL || item->meaning.subject == POV_OF_ALL_WEAK) &&
           item->meaning.counted != POV_COUNTED_PERSONS && !is_rate(item) &&
           item->meaning.change == POV_CHANGE_NONE;
}

typedef bool wanted(const pov_table_item *item, const pov_table_item *of);

/* The item nearest to another one that is wanted, of the same time if there is one. */
static const pov_table_item *find(const pov_reading_table *t, const pov_table_item *of, wanted *is)
{
    const pov_table_item *best = NULL;

    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *item = &t->item[i];
        if (item != of && item->why == NULL && item->kind == of->kind && is(item, of) &&
            (best == NULL || (same_time(&item->meaning, &of->meaning) &&
                              !same_time(&best->meaning, &of->meaning)))) {
            best = item;
        }
    }
    return best;
}

static bool is_count_of(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_meaning *a = &item->meaning, *b = &rate->meaning;

    return !is_rate(item) && a->subject == b->subject && a->change == b->change &&
           pov_same_text(a->group, b->group) && same_time(a, b) &&
           a->counted != POV_COUNTED_PERSONS && a->standard == b->standard;
}

static bool is_households_of_group(const pov_table_item *item, const pov_table_item *rate)
{
    return is_of_all(item) && pov_same_text(item->meaning.group, rate->meaning.group);
}

static bool is_households(const pov_table_item *item, const pov_table_item *rate)
{
    (void)rate;
    return is_of_all(item) && item->meaning.group == NULL;
}

/* The same count of all households, which a group's is a part of. */
static bool is_count_of_unit(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_meaning *a = &item->meaning, *b = &rate->meaning;

    return !is_rate(item) && a->subject == b->subject && a->change == b->change &&
           a->group == NULL && same_time(a, b) && a->counted != POV_COUNTED_PERSONS;
}

static bool is_poor(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_subject subject =
        rate->meaning.subject == POV_OF_NONE ? POV_OF_POOR : rate->meaning.subject;

    return !is_rate(item) && item->meaning.subject == subject &&
           item->meaning.change == POV_CHANGE_NONE && item->meaning.group == NULL &&
           item->meaning.counted != POV_COUNTED_PERSONS && item->meaning.role != POV_ROLE_PLAN;
}

static bool holds(tally found)
{
    return found.fits > 0 && found.fits > 4 * found.fails;
}

static bool is_false(tally found)
{
    return found.fails > 0 && found.fits == 0;
}

static tally ask(const pov_reading_table *t, const pov_table_item *rate, const pov_table_item *part,
                 const pov_table_item *whole)
{
    return part != NULL && whole != NULL ? ask_ratio(t, rate, part, whole, false) : (tally){0, 0};
}

static bool is_rate_of_unit(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_meaning *a = &item->meaning, *b = &rate->meaning;

    return is_rate(item) && a->subject == b->subject && a->change == b->change &&
           a->group == NULL && same_time(a, b) && a->counted != POV_COUNTED_PERSONS;
}

/* Whether a group's rate is what its part of the unit's poor has of the unit's rate: then it is in
 * percent of all households. */
static tally ask_part_of_rate(const pov_reading_table *t, const pov_table_item *rate,
                              const pov_table_item *part)
{
    const pov_table_item *whole = find(t, rate, is_count_of_unit);
    const pov_table_item *all = find(t, rate, is_rate_of_unit);
    tally found = {0, 0};

    for (size_t i = first_line(t); i < t->tree.count && whole != NULL && all != NULL; i++) {
        const size_t row = t->tree.line[i].row;
        pov_interval printed, unit;
        int64_t a = 0, b = 0;
        if (t->line_kind[i] == rate->kind && rate_at(t, rate, row, false, &printed) &&
            rate_at(t, all, row, false, &unit) && count_at(t, part, row, &a) &&
            count_at(t, whole, row, &b) && a >= 0 && b > 0) {
            pov_interval given = {pov_muldiv_floor(a, unit.low, b),
                                  pov_muldiv_ceil(a, unit.high, b)};
            bool fits = !pov_interval_empty(pov_interval_meet(printed, given));
            found.fits += fits;
            found.fails += !fits;
        }
    }
    return found;
}

/* A rate beside a group's count: of the group's households, or a share of the unit's poor? */
static void settle_group_rate(pov_reading_table *t, pov_table_item *rate)
{
    static const char *const open = POV_TEXT("a rate of the group, or its share of the unit's?");
    const pov_table_item *part = find(t, rate, is_count_of);
    tally own = ask(t, rate, part, find(t, rate, is_households_of_group));
    tally share = ask(t, rate, part, find(t, rate, is_count_of_unit));
    tally all = ask(t, rate, part, find(t, rate, is_households));

    const pov_meaning *leaf = &t->headings.column[rate->column].leaf;
    if (part == NULL && leaf->part && leaf->subject == POV_OF_NONE && leaf->said != POV_SAID_RATE &&
        !pov_is_group_of_place(rate->meaning.group)) {
        rate->why = open; /* "Tỷ lệ nghèo (%)", then "Trong đó: DTTS (%)" */
    }
    const bool of_left = pov_meaning_is_bare_rate(leaf); /* right of "Số khẩu", "Trong đó: nữ" */
    if (holds(own) || (part == NULL && !of_left)) {
        return;
    }
    if (holds(ask(t, rate, find(t, rate, is_count_of_unit), find(t, rate, is_households)))) {
        rate->meaning.group = NULL; /* it is right of the group, and is of all */
        return;
    }
    if (holds(share)) {
        rate->why = POV_TEXT("the figures are the group's share of the unit's");
    } else if (holds(all)) {
        if (strcmp(rate->meaning.group, "no_labour_capacity") != 0) {
            rate->why = POV_TEXT("the figures are in percent of all households of the unit");
        }
    } else if (own.fits + own.fails == 0 &&
               !(is_false(share) && (is_false(all) || is_false(ask_part_of_rate(t, rate, part))))) {
        rate->why = open;
    }
}

static bool is_planned_count(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_meaning *a = &item->meaning;

    return !is_rate(item) && a->role == POV_ROLE_PLAN && a->subject == rate->meaning.subject &&
           a->change == rate->meaning.change && pov_same_text(a->group, rate->meaning.group);
}

static bool is_reached_count(const pov_table_item *item, const pov_table_item *rate)
{
    pov_table_item plain = *item;

    plain.meaning.role = POV_ROLE_PLAN;
    return item->meaning.role != POV_ROLE_PLAN && is_planned_count(&plain, rate);
}

/* "Đạt (%)" beside "Kế hoạch" and "Thực hiện" is how much of the plan was reached. */
static bool is_share_of_plan(const pov_reading_table *t, const pov_table_item *rate)
{
    return holds(ask(t, rate, find(t, rate, is_reached_count), find(t, rate, is_planned_count)));
}

/* The same beside the rates that were planned and reached, which say nothing of it. */
static bool is_bare_share_of_plan(const pov_reading_table *t, const pov_table_item *share)
{
    const pov_meaning *leaf = &t->headings.column[share->column].leaf;
    bool planned = false, reached = false;

    if (leaf->role != POV_ROLE_DONE || !pov_meaning_is_bare_rate(leaf) || leaf->year.year != 0) {
        return false;
    }
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *item = &t->item[i];
        if (item != share && item->kind == share->kind && item->why == NULL) {
            planned = planned || item->meaning.role == POV_ROLE_PLAN;
            reached = reached || item->meaning.role == POV_ROLE_DONE;
        }
    }
    return planned && reached;
}

static bool is_state(const pov_table_item *item, const pov_table_item *of)
{
    const pov_meaning *m = &item->meaning;
    const pov_subject subject =
        of->meaning.subject == POV_OF_NONE ? POV_OF_POOR : of->meaning.subject;

    return !is_rate(item) && m->subject == subject && m->change == POV_CHANGE_NONE &&
           m->counted != POV_COUNTED_PERSONS && pov_same_text(m->group, of->meaning.group);
}

static bool is_start(const pov_table_item *item, const pov_table_item *of)
{
    const int year = item->meaning.year.year; /* "31/12/2024", before 2025 */

    return is_state(item, of) && item->meaning.role == POV_ROLE_NONE &&
           (item->meaning.moment != POV_AT_END || (year != 0 && year < of->meaning.year.year));
}

static bool is_end(const pov_table_item *item, const pov_table_item *of)
{
    pov_table_item plain = *item;

    if (plain.meaning.change == POV_CHANGE_LEFT) {
        plain.meaning.change = POV_CHANGE_NONE;
        plain.meaning.subject =
            plain.meaning.subject == POV_OF_NONE ? POV_OF_POOR : plain.meaning.subject;
    } else if (plain.meaning.role == POV_ROLE_NONE &&
               (plain.meaning.moment != POV_AT_END || is_start(item, of))) {
        return false;
    }
    return is_state(&plain, of);
}

/* When a state is, for putting states in order. */
static int order_of(const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;
    const int latest = 9999;

    if (m->change == POV_CHANGE_LEFT || m->role != POV_ROLE_NONE) {
        return m->year.year != 0 ? m->year.year : latest;
    }
    if (m->year.year != 0) {
        return m->year.year - (m->moment == POV_AT_START);
    }
    return m->moment == POV_AT_END ? latest : 0;
}

/* "Giảm so với năm 2022" begins with that year. */
static bool begins(const pov_table_item *start, const pov_table_item *cut)
{
    return cut->meaning.since == 0 || (start != NULL && order_of(start) == cut->meaning.since);
}

/* The last two states of those that a reduction is of, counts or rates: from which to which. */
static bool find_ends(const pov_reading_table *t, const pov_table_item *cut, bool rates,
                      const pov_table_item **start, const pov_table_item **end)
{
    *start = *end = NULL;
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *item = &t->item[i];
        pov_table_item plain = *item;
        plain.meaning.said = POV_SAID_COUNT;
        plain.meaning.scale = POV_SCALE_NONE;
        if (item->why != NULL || item->kind != cut->kind || is_rate(item) != rates ||
            !(is_start(&plain, cut) || is_end(&plain, cut) || is_state(&plain, cut))) {
            continue;
        }
        if (*end == NULL || order_of(item) > order_of(*end)) {
            *start = begins(*end, cut) ? *end : *start;
            *end = item;
        } else if ((*start == NULL || order_of(item) > order_of(*start)) && begins(item, cut)) {
            *start = item;
        }
    }
    return *start != NULL && order_of(*start) < order_of(*end);
}

/* The count that a rate is beside. */
static pov_table_item as_count(const pov_table_item *rate)
{
    pov_table_item count = *rate;

    count.meaning.said = POV_SAID_COUNT;
    count.meaning.scale = POV_SCALE_NONE;
    return count;
}

static bool is_rate_at_start(const pov_table_item *item, const pov_table_item *of)
{
    const pov_table_item count = as_count(item);

    return is_rate(item) && is_start(&count, of);
}

/* Whether rates went down by points, or by a part of what they were. */
static tally ask_fall(const pov_reading_table *t, const pov_table_item *start,
                      const pov_table_item *cut, const pov_table_item *rest, bool part)
{
    tally found = {0, 0};

    for (size_t i = first_line(t); i < t->tree.count; i++) {
        const size_t row = t->tree.line[i].row;
        pov_interval was, less, left;
        if (t->line_kind[i] == cut->kind && rate_at(t, start, row, false, &was) &&
            rate_at(t, cut, row, false, &less) && rate_at(t, rest, row, false, &left) &&
            was.low > 0) {
            pov_interval fall = pov_interval_subtract(was, left);
            if (part) {
                fall = (pov_interval){
                    pov_muldiv_floor(was.low - left.high, POV_HUNDRED_PERCENT, was.low),
                    pov_muldiv_ceil(was.high - left.low, POV_HUNDRED_PERCENT, was.high)};
            }
            const bool fits = !pov_interval_empty(pov_interval_meet(less, fall));
            found.fits += fits;
            found.fails += !fits;
        }
    }
    return found;
}

static bool all_fit(tally found)
{
    return found.fits > 0 && found.fails == 0;
}

/* Whether most rates would fall below 0 by as many points. */
static bool is_beyond_start(const pov_reading_table *t, const pov_table_item *cut)
{
    const pov_table_item *start = find(t, cut, is_rate_at_start);
    size_t rows = 0, beyond = 0;

    for (size_t i = first_line(t); start != NULL && i < t->tree.count; i++) {
        const size_t row = t->tree.line[i].row;
        pov_interval was, less;
        if (t->line_kind[i] == cut->kind && rate_at(t, start, row, false, &was) &&
            rate_at(t, cut, row, false, &less)) {
            rows++;
            beyond += less.low > was.high;
        }
    }
    return beyond * 2 > rows;
}

/* "Kế hoạch giảm" left of "Tỷ lệ giảm (%)", which says neither when nor that it is planned. */
static bool is_cut_of(const pov_table_item *item, const pov_table_item *rate)
{
    const pov_meaning *a = &item->meaning, *b = &rate->meaning;

    return !is_rate(item) && a->change == POV_CHANGE_CUT && pov_same_text(a->group, b->group) &&
           a->counted != POV_COUNTED_PERSONS && a->standard == b->standard &&
           (a->subject == b->subject || a->subject == POV_OF_NONE || b->subject == POV_OF_NONE) &&
           (b->role == POV_ROLE_NONE || a->role == b->role) &&
           (b->year.year == 0 || a->year.year == 0 || pov_year_compare(a->year, b->year) == 0);
}

/* Points are of all households; a part of the poor is not held. */
static void settle_points(pov_reading_table *t, pov_table_item *rate)
{
    const pov_table_item *same = find(t, rate, is_count_of);
    const pov_table_item *part = same != NULL ? same : find(t, rate, is_cut_of);
    tally points = ask(t, rate, part, find(t, rate, is_households));
    tally relative = ask(t, rate, part, find(t, rate, is_poor));
    bool beside = part != NULL && rate->column > 0 && part->column == rate->column - 1 &&
                  pov_meaning_is_bare_rate(&t->headings.column[rate->column].leaf);

    const pov_table_item *high = NULL, *low = NULL;
    if (holds(points)) {
        return;
    }
    if (rate->meaning.said != POV_SAID_POINTS && find_ends(t, rate, true, &high, &low) &&
        is_false(ask_fall(t, high, rate, low, false)) &&
        all_fit(ask_fall(t, high, rate, low, true))) {
        rate->meaning.said = POV_SAID_RELATIVE;
    } else if (holds(relative) ||
               (rate->meaning.said != POV_SAID_POINTS && is_beyond_start(t, rate))) {
        rate->why = POV_TEXT("the figures are in percent of the poor");
    } else if (beside && points.fits + points.fails == 0 && t->headings.lines < 2) {
        rate->why = POV_TEXT("points, or a part of the poor?");
    }
}

/* Whether all rates are below 1 and have three decimals or more, and no cell says percent: a
 * program may have written 0.0797 for 7.97%. */
static bool looks_like_fractions(const pov_reading_table *t, const pov_table_item *rate)
{
    bool found = false;

    for (size_t i = first_line(t); i < t->tree.count; i++) {
        pov_source_cell cell = pov_grid_cell(t->grid, t->tree.line[i].row, rate->column);
        pov_stated stated;
        bool missing = false;
        if (t->line_kind[i] != rate->kind ||
            !pov_table_item_read(rate, POV_POOR_RATE, &cell, &stated, &missing, NULL) || missing ||
            stated.face == 0) {
            continue;
        }
        if (stated.digits < 3 || stated.face_high >= pov_digit_unit(0) ||
            strchr(cell.text, '%') != NULL) {
            return false;
        }
        found = true;
    }
    return found;
}

/* Whether a row has 100%, and the others the part of its count that they print: shares of a total,
 * "Theo nguyên nhân". */
static bool are_shares(const pov_reading_table *t, const pov_table_item *rate,
                       const pov_table_item *part)
{
    int64_t whole = 0;
    size_t fits = 0;

    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = first_line(t); i < t->tree.count; i++) {
            const size_t row = t->tree.line[i].row;
            pov_interval printed;
            int64_t count = 0;
            if (t->line_kind[i] != rate->kind || !rate_at(t, rate, row, false, &printed) ||
                !count_at(t, part, row, &count) || count < 0) {
                continue;
            }
            const bool all =
                printed.low <= POV_HUNDRED_PERCENT && printed.high >= POV_HUNDRED_PERCENT;
            if (pass == 0) {
                whole = all && count > whole ? count : whole;
            } else if (whole > 0 && !all) {
                const pov_interval given = {pov_muldiv_floor(count, POV_HUNDRED_PERCENT, whole),
                                            pov_muldiv_ceil(count, POV_HUNDRED_PERCENT, whole)};
                if (pov_interval_empty(pov_interval_meet(printed, given))) {
                    return false;
                }
                fits++;
            }
        }
    }
    return fits > 1;
}

/* "Tỷ lệ" right of households and of persons, and rates as fractions of 1. */
static void settle_rate(pov_reading_table *t, pov_table_item *rate)
{
    const pov_table_item *part = find(t, rate, is_count_of), *whole = find(t, rate, is_households);

    if (part != NULL && whole == NULL && are_shares(t, rate, part)) {
        rate->why = POV_TEXT("the figures are shares of the total");
        return;
    }
    if (part == NULL || whole == NULL || rate->scale == POV_SCALE_PERMILLE) {
        return;
    }
    const pov_table_column *column = &t->headings.column[rate->column];
    const bool persons = rate->column > 0 && (column - 1)->meaning.counted == POV_COUNTED_PERSONS &&
                         pov_meaning_is_bare_rate(&column->leaf);
    tally percent = ask_ratio(t, rate, part, whole, false);
    tally fraction = ask_ratio(t, rate, part, whole, true);
    if (is_false(percent) && holds(fraction) && fraction.fits > 1) {
        rate->scale = POV_SCALE_FRACTION;
    } else if (is_false(percent) && persons) {
        rate->why = POV_TEXT("the figures are in percent of persons");
    }
}

/* Whether no count of an item is smaller than that of another one in the same row. */
static bool is_larger(const pov_reading_table *t, const pov_table_item *item,
                      const pov_table_item *than)
{
    for (size_t i = first_line(t); i < t->tree.count; i++) {
        int64_t a = 0, b = 0;
        if (t->line_kind[i] == item->kind && count_at(t, item, t->tree.line[i].row, &a) &&
            count_at(t, than, t->tree.line[i].row, &b) && a < b) {
            return false;
        }
    }
    return true;
}

/* Left of all that is said of the poor, of its time if it has one, and never smaller: "Số hộ",
 * "Tổng số: Hộ", "Năm 2024: Số hộ". */
static bool leads(const pov_reading_table *t, const pov_table_item *item)
{
    const bool dated = item->meaning.moment != POV_AT_NONE || item->meaning.year.year != 0;
    bool poor = false;

    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *other = &t->item[i];
        if (other->kind != item->kind || other->why != NULL ||
            !pov_subject_is_poor(other->meaning.subject) ||
            (dated && !same_time(&item->meaning, &other->meaning))) {
            continue;
        }
        if (other->column < item->column ||
            (!is_rate(other) && other->meaning.counted != POV_COUNTED_PERSONS &&
             !is_larger(t, item, other))) {
            return false;
        }
        poor = poor || other->meaning.group == NULL;
    }
    return poor;
}

static bool is_plain_count(const pov_table_item *item, pov_subject subject)
{
    const pov_meaning *m = &item->meaning;

    return item->why == NULL && m->subject == subject && m->change == POV_CHANGE_NONE &&
           m->group == NULL && !is_rate(item) && m->counted != POV_COUNTED_PERSONS;
}

static bool is_poor_count(const pov_table_item *item, const pov_table_item *of)
{
    (void)of;
    return is_plain_count(item, POV_OF_POOR);
}

static bool is_near_count(const pov_table_item *item, const pov_table_item *of)
{
    (void)of;
    return is_plain_count(item, POV_OF_NEAR_POOR);
}

/* Whether a count is that of the poor and the near-poor together, in every row. */
static bool is_sum_of_both(const pov_reading_table *t, const pov_table_item *item)
{
    const pov_table_item *poor = find(t, item, is_poor_count), *near = find(t, item, is_near_count);
    size_t rows = 0;

    for (size_t i = first_line(t); i < t->tree.count && poor != NULL && near != NULL; i++) {
        const size_t row = t->tree.line[i].row;
        int64_t all = 0, a = 0, b = 0;
        if (t->line_kind[i] == item->kind && count_at(t, item, row, &all) &&
            count_at(t, poor, row, &a) && count_at(t, near, row, &b)) {
            rows++;
            if (a + b != all) {
                return false;
            }
        }
    }
    return rows > 0;
}

/* "Số hộ" beside "Hộ nghèo": of all households, where the rates or its place say so; "Tổng số"
 * where the rates do, or a column says of each row that it counts households. */
static void settle_households(pov_reading_table *t, pov_table_item *item)
{
    if (is_sum_of_both(t, item)) {
        return; /* of the poor and the near-poor */
    }
    if (leads(t, item) && (item->meaning.counted == POV_COUNTED_HOUSEHOLDS ||
                           t->headings.at[POV_LABEL_BREAKDOWN] != POV_NONE)) {
        item->meaning.subject = POV_OF_ALL;
        item->why = NULL;
        return;
    }
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *rate = &t->item[i];
        const pov_table_item *part = NULL;
        if (rate->why != NULL || rate->kind != item->kind || !is_rate(rate) ||
            rate->meaning.group != NULL || rate->meaning.change != POV_CHANGE_NONE) {
            continue;
        }
        part = find(t, rate, is_count_of);
        if (part == NULL || part == item) {
            continue;
        }
        tally found = ask_ratio(t, rate, part, item, false);
        if (holds(found)) {
            item->meaning.subject = POV_OF_ALL;
            item->why = NULL;
            return;
        }
    }
    if (item->meaning.counted == POV_COUNTED_HOUSEHOLDS && item->meaning.role == POV_ROLE_NONE) {
        item->why = POV_TEXT("of all households, or of the poor ones?");
        item->way_out = POV_TEXT("\"Tổng số hộ\" or \"Số hộ nghèo\" as its heading says it");
    }
}

/* Whether what there was, less what went, is what remains. */
static tally ask_rest(const pov_reading_table *t, const pov_table_item *start,
                      const pov_table_item *cut, const pov_table_item *rest)
{
    tally found = {0, 0};

    for (size_t i = first_line(t); i < t->tree.count; i++) {
        const size_t row = t->tree.line[i].row;
        int64_t was = 0, less = 0, left = 0;
        if (t->line_kind[i] == cut->kind && count_at(t, start, row, &was) &&
            count_at(t, cut, row, &less) && count_at(t, rest, row, &left)) {
            found.fits += was - less == left;
            found.fails += was - less != left;
        }
    }
    return found;
}

static bool goes_down_by(const pov_reading_table *t, const pov_table_item *start,
                         const pov_table_item *cut, const pov_table_item *rest)
{
    return all_fit(ask_rest(t, start, cut, rest));
}

static tally ask_difference(const pov_reading_table *t, const pov_table_item *start,
                            const pov_table_item *cut, const pov_table_item *end)
{
    return is_rate(cut) ? ask_fall(t, start, cut, end, false) : ask_rest(t, start, cut, end);
}

/* "Còn lại" right of "Cùng cực", which is a part of "Hộ nghèo", may be the other part. */
static bool is_other_part(const pov_reading_table *t, const pov_table_item *start,
                          const pov_table_item *rest)
{
    const pov_meaning *m = &rest->meaning;
    const pov_title *title = &t->headings.title;

    if (m->role != POV_ROLE_NONE || m->moment != POV_AT_NONE || m->year.year != 0 ||
        title->meaning.role == POV_ROLE_PLAN || title->of_plan || title->programme ||
        title->meaning.change != POV_CHANGE_NONE) {
        return false;
    }
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *part = &t->item[i];
        const pov_meaning *of = &part->meaning;
        if (part->kind == rest->kind && part->column > start->column &&
            part->column < rest->column && (of->unknown || of->group != NULL) &&
            of->change == POV_CHANGE_NONE && goes_down_by(t, start, part, rest)) {
            return true;
        }
    }
    return false;
}

/* "Hộ còn lại", or "Còn lại" beside all households, may be all that are not poor: more than there
 * were poor ones. */
static void settle_rest(pov_reading_table *t, pov_table_item *rest)
{
    const pov_table_item *start = find(t, rest, is_start);
    const pov_meaning *leaf = &t->headings.column[rest->column].leaf;
    const bool may_be =
        leaf->subject == POV_OF_NONE && rest->meaning.role == POV_ROLE_NONE &&
        (leaf->counted == POV_COUNTED_HOUSEHOLDS || find(t, rest, is_households) != NULL);

    if (may_be && start != NULL && !is_larger(t, start, rest) && is_larger(t, rest, start)) {
        rest->why = POV_TEXT("the figures are larger than those of the poor");
    } else if (start != NULL && is_other_part(t, start, rest)) {
        rest->why = POV_TEXT("what is to remain, or the other part of the column before?");
        rest->way_out = POV_TEXT("--column remaining_poor=HEADING says that it is to remain");
    }
}

/* How many are to escape is no flow: it is the reduction that is aimed at, where the figures of the
 * start and the end say so. */
static void settle_planned_flow(pov_reading_table *t, pov_table_item *flow)
{
    const pov_role title = t->headings.title.meaning.role;
    const pov_role role = flow->meaning.role != POV_ROLE_NONE ? flow->meaning.role : title;
    const pov_table_item *start = find(t, flow, is_start), *end = find(t, flow, is_end);

    const bool within = flow->meaning.role == POV_ROLE_NONE && title == POV_ROLE_ESTIMATE &&
                        flow->meaning.year.month != 0 && t->headings.title.year.month == 0;

    if ((role != POV_ROLE_PLAN && role != POV_ROLE_ESTIMATE) || within) {
        return; /* "9 tháng" below "ước cả năm" was */
    }
    if (flow->meaning.change == POV_FLOW_ESCAPED &&
        (!flow->near || flow->meaning.subject == POV_OF_NEAR_POOR) && start != NULL &&
        end != NULL && goes_down_by(t, start, flow, end)) {
        flow->meaning.change = POV_CHANGE_CUT;
        flow->meaning.counted = POV_COUNTED_HOUSEHOLDS;
    } else {
        flow->why = POV_TEXT("a flow that is aimed at, not one that was");
    }
}

/* "Giảm" with "-37" where 149 went down to 112: the sign says the same as the word. */
static void settle_sign(pov_reading_table *t, pov_table_item *cut)
{
    const pov_table_item *start = NULL, *end = NULL;

    if (!find_ends(t, cut, is_rate(cut), &start, &end)) {
        return;
    }
    const tally plain = ask_difference(t, start, cut, end);
    cut->reversed = true;
    const tally reversed = ask_difference(t, start, cut, end);
    cut->reversed = reversed.fits > plain.fits && reversed.fits >= reversed.fails;
}

static bool is_difference(const pov_reading_table *t, const pov_table_item *start,
                          const pov_table_item *cut, const pov_table_item *end)
{
    return all_fit(ask_difference(t, start, cut, end));
}

/* "Giảm" right of 2024 and 2025, which is the difference of the two, is of 2025. */
static void date_cut(const pov_reading_table *t, pov_table_item *cut)
{
    const pov_table_item *start = NULL, *end = NULL;
    pov_meaning *m = &cut->meaning;

    if (m->year.year != 0 || m->last != 0 || m->moment != POV_AT_NONE || m->compared || m->yearly ||
        !find_ends(t, cut, is_rate(cut), &start, &end) ||
        start->meaning.year.year != end->meaning.year.year - 1 ||
        start->meaning.moment == POV_AT_START || end->meaning.moment == POV_AT_START) {
        return;
    }
    if (is_difference(t, start, cut, end)) {
        m->year = end->meaning.year;
    }
}

/* "Tỷ lệ 2025" that is just what "Chỉ tiêu giảm 2025" leaves of 2024 is aimed at. */
static void find_planned_end(pov_reading_table *t, const pov_table_item *cut)
{
    const pov_table_item *start = NULL, *end = NULL;

    if (cut->meaning.role != POV_ROLE_PLAN || cut->meaning.year.year == 0 ||
        t->headings.title.meaning.role == POV_ROLE_DONE ||
        !find_ends(t, cut, is_rate(cut), &start, &end)) {
        return;
    }
    pov_meaning *m = &t->item[end - t->item].meaning;
    if (m->role == POV_ROLE_NONE && m->moment == POV_AT_NONE && m->change == POV_CHANGE_NONE &&
        pov_year_compare(m->year, cut->meaning.year) == 0 && is_difference(t, start, cut, end)) {
        m->role = POV_ROLE_PLAN;
    }
}

/* A cut and what remains, in columns that do not say of whom. */
static void settle_whose(pov_reading_table *t, pov_table_item *cut)
{
    pov_table_item *rest = NULL;
    pov_subject subject = POV_OF_NONE;
    size_t subjects = 0;

    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *item = &t->item[i];
        if (item->kind == cut->kind && item->meaning.change == POV_CHANGE_LEFT &&
            t->headings.column[item->column].whose) {
            rest = item;
        }
    }
    for (size_t i = 0; i < t->items && rest != NULL; i++) {
        const pov_table_item *start = &t->item[i];
        const pov_subject of = start->meaning.subject;
        if (start->kind == cut->kind && pov_subject_is_poor(of) && is_plain_count(start, of) &&
            goes_down_by(t, start, cut, rest)) {
            subjects += of != subject;
            subject = of;
        }
    }
    if (subjects == 1) {
        cut->meaning.subject = rest->meaning.subject = subject;
        cut->why = rest->why = NULL;
    }
}

static bool has_flows(const pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL && pov_meaning_is_flow(&t->item[i].meaning)) {
            return true;
        }
    }
    return false;
}

/* "Tổng số giảm" among the flows of a year is all that left, unless the number went down by it. */
static void settle_gross_cut(pov_reading_table *t, pov_table_item *cut)
{
    const pov_table_item *start = find(t, cut, is_start), *end = find(t, cut, is_end);

    if (start == NULL && !find_ends(t, cut, false, &start, &end)) {
        return; /* "Đầu kỳ (01/01/2024)", "Cuối kỳ (31/12/2024)" are dated */
    }
    if (start != NULL && end != NULL && start != end && !goes_down_by(t, start, cut, end)) {
        cut->why = POV_TEXT("all that left, as those that came are beside it");
    }
}

static const char *const open_cut = POV_TEXT("households, or percentage points?");

/* "Nghèo đa chiều" in "Trong đó", beside "Nghèo về thu nhập", is a part of the poor. */
static void settle_multi(const pov_reading_table *t, pov_table_item *multi)
{
    const pov_table_item *poor = find(t, multi, is_poor_count);

    if (poor != NULL && same_time(&poor->meaning, &multi->meaning) && is_larger(t, poor, multi) &&
        !is_larger(t, multi, poor)) {
        multi->why = POV_TEXT("the figures are smaller than those of the poor");
    }
}

/* "Giảm 6 tháng", "Kế hoạch giảm" beside such a cut that the figures settled are like it. */
static void settle_cuts_alike(pov_reading_table *t)
{
    const pov_table_item *settled = NULL;
    bool points = false;

    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *item = &t->item[i];
        const pov_meaning *said = &t->headings.column[item->column].meaning;
        if (item->why == NULL && item->meaning.change == POV_CHANGE_CUT &&
            said->change == POV_CHANGE_CUT) {
            points = points || is_rate(item);
            settled =
                said->said == POV_SAID_NONE && said->counted == POV_COUNTED_NONE ? item : settled;
        }
    }
    for (size_t i = 0; i < t->items && settled != NULL && !points; i++) {
        pov_table_item *item = &t->item[i];
        if (item->why == open_cut && item->kind == settled->kind) {
            item->meaning.counted = POV_COUNTED_HOUSEHOLDS;
            item->meaning.said = POV_SAID_COUNT;
            item->meaning.subject = settled->meaning.subject;
            item->why = item->way_out = NULL;
        }
    }
}

/* "Chỉ tiêu giảm": 3 households of 16, or 3 points? */
/* Whether a bare cut is of households, or points, where its figures say so with either sign. */
static bool is_bare_cut_of(const pov_reading_table *t, const pov_table_item *cut, pov_said said)
{
    const pov_table_item *start = NULL, *end = NULL;
    pov_table_item tried = *cut;

    tried.meaning.said = said;
    for (int sign = 0; sign < 2 && find_ends(t, &tried, said == POV_SAID_POINTS, &start, &end);
         sign++) {
        tried.reversed = sign == 1;
        if (is_difference(t, start, &tried, end)) {
            return true;
        }
    }
    return false;
}

static void settle_bare_cut(pov_reading_table *t, pov_table_item *cut)
{
    const bool households = is_bare_cut_of(t, cut, POV_SAID_COUNT);
    const bool points = is_bare_cut_of(t, cut, POV_SAID_POINTS);

    if (households == points) {
        cut->why = open_cut;
        cut->way_out = POV_TEXT("--column reduction_households=HEADING or --column "
                                "reduction_pp=HEADING says which");
        return;
    }
    cut->meaning.counted = households ? POV_COUNTED_HOUSEHOLDS : POV_COUNTED_NONE;
    cut->meaning.said = households ? POV_SAID_COUNT : POV_SAID_POINTS;
    cut->meaning.subject = cut->meaning.subject == POV_OF_NONE ? POV_OF_POOR : cut->meaning.subject;
    cut->why = NULL;
}

#define LARGEST_HOUSEHOLD 12

/* Whether no row has fewer persons than households, or more than so many a household. */
static bool may_be_persons_of(const pov_reading_table *t, const pov_table_item *persons,
                              const pov_table_item *households)
{
    for (size_t i = first_line(t); i < t->tree.count; i++) {
        const size_t row = t->tree.line[i].row;
        int64_t heads = 0, homes = 0;
        if (t->line_kind[i] == persons->kind && count_at(t, persons, row, &heads) &&
            count_at(t, households, row, &homes) &&
            (heads < homes || heads / LARGEST_HOUSEHOLD > homes)) {
            return false;
        }
    }
    return true;
}

/* "Nhân khẩu" right of "Hộ nghèo": of these, or of all? */
static void settle_persons(pov_reading_table *t, pov_table_item *persons)
{
    const pov_table_item *all = find(t, persons, is_households);
    const pov_table_item *part = find(t, persons, is_count_of_unit);

    if (all == NULL || part == NULL || !may_be_persons_of(t, persons, all)) {
        return;
    }
    if (may_be_persons_of(t, persons, part)) {
        persons->why = POV_TEXT("of all persons, or of those in the column to the left?");
    } else {
        persons->meaning.subject = POV_OF_ALL;
        persons->why = NULL; /* of the near-poor, none would be held */
    }
}

/* Whether one of the groups side by side, "Trong đó: Nữ, DTTS", is more than the households. */
static bool exceed(const pov_reading_table *t, const pov_table_item *group,
                   const pov_table_item *homes)
{
    const pov_table_column *column = &t->headings.column[group->column];

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_column *other = &t->headings.column[c];
        if (other->span == column->span && other->meaning.group != NULL && other->meaning.part &&
            other->leaf.counted == POV_COUNTED_NONE &&
            !is_larger(t, homes, pov_table_item_of(t, group->kind, c))) {
            return true;
        }
    }
    return false;
}

/* "Trong đó: Nữ" right of "Nhân khẩu", which is right of "Số hộ": where it is more than these
 * households it is of the persons. */
static void settle_part_of_persons(pov_reading_table *t, pov_table_item *item)
{
    const pov_table_column *column = &t->headings.column[item->column];
    const pov_table_item *homes = find(t, item, is_count_of_unit), *left = NULL;

    for (size_t c = item->column; c-- > 0 && left == NULL;) {
        const pov_table_item *other = pov_table_item_of(t, item->kind, c);
        const pov_meaning *of = &t->headings.column[c].meaning;
        left = of->group == NULL && !of->part && !is_rate(other) ? other : NULL;
        if (of->label != POV_LABEL_NONE) {
            return;
        }
    }
    const char *group = item->meaning.group;
    const bool sex = strcmp(group, "nam") == 0 || strcmp(group, "nữ") == 0;
    if (!(item->meaning.part || sex) || column->leaf.counted != POV_COUNTED_NONE || left == NULL ||
        left->meaning.counted != POV_COUNTED_PERSONS || homes == NULL ||
        left->meaning.subject != item->meaning.subject) {
        return;
    }
    if (!exceed(t, item, homes)) {
        item->why = POV_TEXT("of the households, or of the persons in the column to the left?");
    } else {
        item->meaning.counted = POV_COUNTED_PERSONS;
        item->why = left->why; /* persons of the near-poor are not held */
    }
}

/* "Số hộ DTTS" right of the poor is of all households of the group where it is more than the
 * poor. */
static void settle_group_count(pov_reading_table *t, pov_table_item *item)
{
    const pov_meaning *leaf = &t->headings.column[item->column].leaf;
    const pov_table_item *poor = find(t, item, is_count_of_unit);

    if (leaf->subject == POV_OF_NONE && leaf->counted == POV_COUNTED_HOUSEHOLDS && !leaf->part &&
        poor != NULL && !is_larger(t, poor, item)) {
        item->meaning.subject = POV_OF_ALL;
        for (size_t i = 0; i < t->items; i++) {
            pov_table_item *rate = &t->item[i];
            if (rate->kind == item->kind && rate->column == item->column + 1 && is_rate(rate) &&
                pov_meaning_is_bare_rate(&t->headings.column[rate->column].leaf)) {
                rate->why = POV_TEXT("the figures are in percent of all households of the unit");
            }
        }
    }
}

/* A group that only the heading's words name is one where it is never more than its whole. */
static void settle_named_group(pov_reading_table *t, pov_table_item *item)
{
    const pov_table_item *whole = find(t, item, is_count_of_unit);

    if (is_rate(item) || whole == NULL || whole->column > item->column ||
        !is_larger(t, whole, item)) {
        item->why = POV_TEXT("its heading is not known");
    }
}

/* Whether a column of some households, "Tổng số hộ nghèo", is 100% in all rows of a kind; "Tổng số"
 * is where it is the poor and the near-poor together. */
static bool is_whole_of_shares(const pov_reading_table *t, const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;
    const bool some =
        m->subject >= POV_OF_POOR ||
        (m->subject == POV_OF_NONE && is_sum_of_both(t, pov_table_item_of(t, 0, item->column)));
    size_t rows = 0;

    for (size_t i = 0; i < t->tree.count && some && m->group == NULL && m->label == POV_LABEL_NONE;
         i++) {
        pov_interval rate;
        if (t->line_kind[i] == item->kind && rate_at(t, item, t->tree.line[i].row, false, &rate)) {
            if (rate.low > POV_HUNDRED_PERCENT || rate.high < POV_HUNDRED_PERCENT) {
                return false;
            }
            rows++;
        }
    }
    return rows > 0;
}

/* Rows of rates below counts: those of which one column is all, 100%, are shares; a single one
 * below the last of several units is of all of them, which have no row. */
static void settle_rows_of_rates(pov_reading_table *t, size_t kind)
{
    size_t rows = 0, units = 0, last = 0;
    bool shares = false;

    for (size_t i = 0; i < t->items; i++) {
        shares = shares || (t->item[i].kind == kind && is_whole_of_shares(t, &t->item[i]));
    }
    for (size_t i = 0; i < t->tree.count; i++) {
        rows += t->line_kind[i] == kind;
        units += t->tree.line[i].kind == POV_LINE_UNIT;
        last = t->tree.line[i].kind < POV_LINE_MORE ? i : last;
    }
    for (size_t i = 0; i < t->tree.count; i++) {
        pov_line *line = &t->tree.line[i];
        if (t->line_kind[i] == kind && line->kind == POV_LINE_MORE &&
            (shares ||
             (rows == 1 && units > 1 && i > last && t->tree.line[last].kind == POV_LINE_UNIT))) {
            line->kind = POV_LINE_BLOCK;
            line->passed = true;
            for (size_t c = t->headings.main; c < t->headings.count && line->name[0] == '\0'; c++) {
                line->name = pov_grid_cell(t->grid, line->row, c).text;
            }
        }
    }
}

static int year_of(const pov_table_item *state)
{
    return state->meaning.year.year - (state->meaning.moment == POV_AT_START);
}

/* Whether rates went down by so many points in each of the years between. */
static tally ask_average(const pov_reading_table *t, const pov_table_item *start,
                         const pov_table_item *cut, const pov_table_item *rest)
{
    const int64_t years = year_of(rest) - year_of(start);
    tally found = {0, 0};

    for (size_t i = first_line(t); i < t->tree.count && years > 0; i++) {
        const size_t row = t->tree.line[i].row;
        pov_interval was, less, left;
        if (t->line_kind[i] == cut->kind && rate_at(t, start, row, false, &was) &&
            rate_at(t, cut, row, false, &less) && rate_at(t, rest, row, false, &left)) {
            const pov_interval all = {pov_multiply(less.low, years),
                                      pov_multiply(less.high, years)};
            const bool fits =
                !pov_interval_empty(pov_interval_meet(all, pov_interval_subtract(was, left)));
            found.fits += fits;
            found.fails += !fits;
        }
    }
    return found;
}

/* "Giảm bình quân/năm" right of several years and an aim: since the last one, or an earlier one? */
static void settle_average(const pov_reading_table *t, pov_table_item *cut)
{
    const pov_table_item *start, *end;

    if (!find_ends(t, cut, true, &start, &end) || year_of(start) == 0 || year_of(end) == 0 ||
        !is_false(ask_average(t, start, cut, end))) {
        return;
    }
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *earlier = &t->item[i];
        if (earlier->why == NULL && earlier->kind == cut->kind && year_of(earlier) != 0 &&
            year_of(earlier) < year_of(start) && is_rate_at_start(earlier, cut) &&
            holds(ask_average(t, earlier, cut, end))) {
            cut->why = POV_TEXT("the average since an earlier year than the last one beside it");
        }
    }
}

/* A rate of poor households of the unit, at one end of what the table is of. */
static bool is_rate_of_poor(const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;

    return item->why == NULL && is_rate(item) && pov_subject_is_poor(m->subject) &&
           m->group == NULL && m->counted != POV_COUNTED_PERSONS &&
           (m->change == POV_CHANGE_NONE || m->change == POV_CHANGE_LEFT);
}

/* "Tổng số hộ" beside "Hộ nghèo đầu năm" and "Hộ nghèo cuối năm", each with its rate: of that end
 * whose rates are of these households, where most of the other end's are of others. */
static void date_households(pov_reading_table *t, pov_table_item *all)
{
    const pov_meaning *fitting = NULL;
    size_t fails = 0, fits = 0;

    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *rate = &t->item[i];
        const pov_table_item *count =
            is_rate_of_poor(rate) && rate->kind == all->kind ? find(t, rate, is_count_of) : NULL;
        const tally found = ask(t, rate, count, all);
        if (found.fits > 1 && found.fits > found.fails) {
            if (fitting != NULL && !same_time(fitting, &rate->meaning)) {
                return;
            }
            fitting = &rate->meaning;
        } else {
            fails += found.fails;
            fits += found.fits;
        }
    }
    if (fitting != NULL && fails > 1 && fails > fits &&
        (fitting->moment == POV_AT_START || fitting->moment == POV_AT_END)) {
        all->meaning.moment = fitting->moment;
        all->meaning.year = fitting->year;
        all->meaning.full = fitting->full;
        all->meaning.role = fitting->role;
    }
}

pov_status pov_reading_confirm(pov_reading_table *table, pov_error *err)
{
    (void)err;
    for (size_t k = 1; k < table->row_kinds && !table->lone; k++) {
        if (pov_meaning_is_bare_rate(&table->row_kind[k])) {
            settle_rows_of_rates(table, k);
        }
    }
    for (size_t i = 0; i < table->items; i++) {
        pov_table_item *item = &table->item[i];
        const pov_meaning *m = &item->meaning;
        if (table->headings.column[item->column].whose && m->change == POV_CHANGE_CUT &&
            !is_rate(item)) {
            settle_whose(table, item);
        }
        if (item->why != NULL && m->change == POV_CHANGE_CUT && m->said == POV_SAID_NONE &&
            m->scale == POV_SCALE_NONE && m->counted == POV_COUNTED_NONE && !m->unknown &&
            !m->programme && table->headings.column[item->column].why == NULL &&
            table->headings.column[item->column].filled) {
            settle_bare_cut(table, item);
        }
        if (item->why == NULL && table->headings.column[item->column].named) {
            settle_named_group(table, item);
        }
        if (item->why != NULL && m->subject == POV_OF_NONE && !m->unknown && m->group == NULL &&
            (m->counted == POV_COUNTED_HOUSEHOLDS ||
             (m->counted == POV_COUNTED_NONE && m->total)) &&
            m->change == POV_CHANGE_NONE && !is_rate(item) && m->label == POV_LABEL_NONE &&
            m->indicator == NULL) {
            settle_households(table, item);
        }
        if ((item->why == NULL || m->subject == POV_OF_NEAR_POOR) && !m->unknown &&
            table->headings.column[item->column].whose && m->counted == POV_COUNTED_PERSONS &&
            m->group == NULL) {
            settle_persons(table, item);
        }
        if (item->why == NULL && m->group != NULL && m->subject >= POV_OF_POOR && !is_rate(item) &&
            m->change == POV_CHANGE_NONE && m->counted != POV_COUNTED_PERSONS) {
            settle_part_of_persons(table, item);
            if (item->why == NULL && m->subject == POV_OF_POOR &&
                m->counted != POV_COUNTED_PERSONS) {
                settle_group_count(table, item);
            }
        }
        if (item->why == NULL && m->change == POV_CHANGE_NONE && m->subject == POV_OF_MULTI_POOR &&
            m->group == NULL && !is_rate(item) && m->counted != POV_COUNTED_PERSONS) {
            settle_multi(table, item);
        }
        if (item->why == NULL && m->change == POV_CHANGE_LEFT && !is_rate(item)) {
            settle_rest(table, item);
        }
        if (item->why == NULL && m->change == POV_CHANGE_CUT) {
            settle_sign(table, item);
            date_cut(table, item);
            find_planned_end(table, item);
        }
        if (item->why == NULL && m->change == POV_CHANGE_CUT && !is_rate(item) &&
            m->role != POV_ROLE_PLAN && has_flows(table)) {
            settle_gross_cut(table, item);
        }
        if (item->why == NULL && m->change >= POV_FLOW_ESCAPED) {
            settle_planned_flow(table, item);
        }
    }
    settle_cuts_alike(table);
    for (size_t i = 0; i < table->items; i++) {
        pov_table_item *item = &table->item[i];
        if (item->why != NULL || !is_rate(item) || item->meaning.said == POV_SAID_SHARE ||
            item->meaning.said == POV_SAID_RELATIVE) {
            continue;
        }
        if (item->scale != POV_SCALE_PERMILLE && /* where the user says it is a rate, check warns */
            table->headings.column[item->column].chosen == POV_NONE &&
            (find(table, item, is_count_of) == NULL || find(table, item, is_households) == NULL) &&
            looks_like_fractions(table, item)) {
            item->why = POV_TEXT("fractions of 1, or percent?");
            continue;
        }
        if (item->meaning.counted == POV_COUNTED_PERSONS && item->meaning.group == NULL) {
            continue; /* counts of households say nothing of it */
        }
        if (is_share_of_plan(table, item) || is_bare_share_of_plan(table, item)) {
            item->why = POV_TEXT("the figures are in percent of the plan");
            continue;
        }
        if (item->meaning.change == POV_CHANGE_NONE) {
            settle_rate(table, item);
        }
        if (item->meaning.group != NULL && item->meaning.change == POV_CHANGE_NONE) {
            settle_group_rate(table, item);
        } else if (item->meaning.change == POV_CHANGE_CUT) {
            settle_points(table, item);
            if (item->why == NULL && item->meaning.yearly) {
                settle_average(table, item);
            }
        }
    }
    for (size_t i = 0; i < table->items; i++) {
        pov_table_item *item = &table->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why == NULL && is_of_all(item) && m->group == NULL && m->year.year == 0 &&
            m->moment == POV_AT_NONE && m->role == POV_ROLE_NONE) {
            date_households(table, item);
        }
    }
    for (size_t i = 0; i < table->items; i++) {
        pov_table_item *item = &table->item[i];
        const pov_table_column *column = &table->headings.column[item->column];
        if (pov_column_is_choice(column) && item->why != NULL && item->why[0] != '\0' &&
            item->why != column->why) {
            item->why = NULL; /* --column says what it is; check says what does not fit */
        }
    }
    return POV_OK;
}
