/*
 * When: every figure of a table belongs to a state at a year's end, to the flows of a year, or to
 * an aim with its base. What the headings leave open the title and the other columns say.
 */
#include "loader/table/frames.h"

#include <string.h>

/* What is known of the whole table. */
typedef struct planner {
    pov_reading_table *t;
    int year;      /* that the title names; 0: none, or the rows name theirs */
    uint8_t month; /* of that year; 0: its end */
    pov_role role; /* of the title */
    bool flows, aims;
    bool years_in_rows;
    bool ends; /* some state is dated at the end of the year */
    const pov_table_item *doubt;
} planner;

static bool is_aim(const pov_meaning *m)
{
    bool planned = m->role == POV_ROLE_PLAN || m->role == POV_ROLE_ESTIMATE;

    return m->change == POV_CHANGE_CUT || m->change == POV_CHANGE_LEFT ||
           (m->change == POV_CHANGE_NONE && planned);
}

static size_t add_frame(planner *p, pov_frame frame)
{
    pov_reading_table *t = p->t;

    for (size_t i = 0; i < t->frames; i++) {
        if (pov_year_compare(t->frame[i].year, frame.year) == 0 &&
            pov_year_compare(t->frame[i].target, frame.target) == 0 &&
            t->frame[i].kind == frame.kind) {
            return i;
        }
    }
    if (t->frames == POV_LENGTH(t->frame)) {
        return POV_NONE;
    }
    t->frame[t->frames] = frame;
    return t->frames++;
}

static void add_slot(planner *p, pov_table_item *item, pov_frame frame, pov_quantity quantity)
{
    size_t at = quantity < POV_QUANTITY_COUNT ? add_frame(p, frame) : POV_NONE;

    if (at != POV_NONE && item->slots < POV_SLOTS_MAX) {
        item->slot[item->slots++] = (pov_slot){(uint8_t)at, (uint8_t)quantity};
    }
}

static pov_year end_of(int year)
{
    return (pov_year){(int16_t)year, 0};
}

/* What the title dates: the end of its year, or of a month of it. */
static pov_year of_title(const planner *p)
{
    return (pov_year){(int16_t)p->year, p->month};
}

/* The year at whose end a dated state is; {0, 0} where that is not known. */
static pov_year dated(const planner *p, const pov_meaning *m)
{
    if (m->moment == POV_AT_START) {
        int year = m->year.year != 0 ? m->year.year : p->year;
        return end_of(year != 0 ? year - 1 : 0);
    }
    if (m->year.year != 0) {
        return m->year;
    }
    return m->full                                                 ? end_of(p->year)
           : m->moment == POV_AT_END || m->moment == POV_AT_DURING ? of_title(p)
                                                                   : end_of(0);
}

static bool is_undated(const pov_meaning *m)
{
    return m->year.year == 0 && (m->moment == POV_AT_NONE || m->moment == POV_AT_BASE);
}

/* ---- flows ---- */

static pov_quantity start_of(pov_quantity count)
{
    return count == POV_POOR        ? POV_START_POOR
           : count == POV_NEAR_POOR ? POV_START_NEAR_POOR
                                    : POV_QUANTITY_COUNT;
}

/* Where what names no month of its own leads to: the last month that a state of its year is of,
 * the year's end where one is of that, or none. */
static pov_year end_in(const planner *p, int year)
{
    pov_year last = end_of(0);

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        const pov_year own = m->year.year != 0 ? m->year : end_of(p->year);
        if (p->t->item[i].why == NULL && !is_aim(m) && !pov_meaning_is_flow(m) &&
            m->moment != POV_AT_START && own.year == year && pov_year_compare(own, last) > 0) {
            last = own;
        }
    }
    return last.year != 0 ? last : end_of(year);
}

/* The year of what names none, below a title that names none: the later one of what was at most a
 * year before another state, "31/12/2023" and "31/12/2024". 0: there is none. */
static int year_of_flows(const planner *p)
{
    int first = 0, last = 0;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && m->year.year != 0) {
            first = first == 0 || m->year.year < first ? m->year.year : first;
            last = m->year.year > last ? m->year.year : last;
        }
    }
    return last - first <= 1 ? last : 0;
}

static pov_year end_of_flow(const planner *p, const pov_meaning *m)
{
    const bool is_flow = pov_meaning_is_flow(m) || m->moment != POV_AT_NONE;
    const int untitled = p->year == 0 && !p->years_in_rows && is_flow ? year_of_flows(p) : p->year;
    const int year = m->year.year != 0 ? m->year.year : untitled;
    const bool aimed =
        m->role == POV_ROLE_PLAN || (m->role == POV_ROLE_ESTIMATE && m->year.year != 0);

    return m->year.month != 0                 ? m->year
           : m->full || aimed                 ? end_of(year)
           : year == p->year && p->month != 0 ? of_title(p)
                                              : end_in(p, year);
}

static void place_in_flows(planner *p, pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;
    pov_frame frame = {.year = end_of_flow(p, m)};
    const int year = frame.year.year;
    pov_quantity quantity = pov_meaning_quantity(m, item->near, false);

    if (is_aim(m)) {
        frame = (pov_frame){.year = end_of(year != 0 ? year - 1 : 0), .target = frame.year};
        frame.kind = m->role == POV_ROLE_PLAN       ? POV_END_PLAN
                     : m->role == POV_ROLE_ESTIMATE ? POV_END_ESTIMATE
                                                    : POV_END_OUTCOME;
        add_slot(p, item, frame, pov_meaning_quantity(m, item->near, m->change == POV_CHANGE_NONE));
        return;
    }
    if (m->moment != POV_AT_START || pov_meaning_is_flow(m)) {
        add_slot(p, item, frame, quantity);
        return;
    }
    add_slot(p, item, frame, start_of(quantity));
    if (item->slots == 0) {
        item->why = POV_TEXT("of the year's start only the count is held");
    }
}

/* ---- aims ---- */

/* The years that states of the poor are of: how many, and the last one. */
static int stated_years(const planner *p, pov_year *last)
{
    pov_year years[3] = {{0, 0}};
    int count = 0;

    *last = end_of(0);
    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        const pov_year year = dated(p, m);
        int k = 0;
        if (p->t->item[i].why != NULL || year.year == 0 || is_aim(m) || pov_meaning_is_flow(m) ||
            m->subject < POV_OF_POOR) {
            continue;
        }
        while (k < count && pov_year_compare(years[k], year) != 0) {
            k++;
        }
        if (k == count && count < 3) {
            years[count++] = year;
        }
        *last = pov_year_compare(year, *last) > 0 ? year : *last;
    }
    return count;
}

/* Whether nothing dates a reduction, and nothing says that it is planned. */
static bool is_undated_cut(const planner *p, const pov_meaning *m)
{
    const pov_title *title = &p->t->headings.title;

    return m->change == POV_CHANGE_CUT && m->year.year == 0 && m->last == 0 && p->year == 0 &&
           title->last == 0 && !title->of_plan && !title->aims && p->role != POV_ROLE_PLAN &&
           (m->role == POV_ROLE_NONE || m->role == POV_ROLE_DONE);
}

static pov_year target_of(const planner *p, const pov_meaning *m)
{
    const int last = p->t->headings.title.last;
    pov_year later;

    if (is_undated_cut(p, m) && stated_years(p, &later) == 2) {
        return later; /* "Giảm" right of 2022 and 2023 is between them */
    }
    return m->year.year != 0           ? m->year
           : m->last != 0              ? end_of(m->last)
           : p->year == 0 && last != 0 ? end_of(last)
           : m->role == POV_ROLE_PLAN || m->full
               ? end_of(p->year) /* also in a report of 9 months */
               : of_title(p);
}

/* Whether the state at the end of a reduction is stated as it was, not as it is to be. */
static bool is_reached(const planner *p, const pov_meaning *cut)
{
    const pov_year target = target_of(p, cut);

    for (size_t i = 0; i < p->t->items && target.year != 0; i++) {
        const pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why == NULL && m->role == POV_ROLE_NONE && m->change == POV_CHANGE_NONE &&
            m->year.year != 0 && m->moment != POV_AT_START && m->subject >= POV_OF_POOR &&
            pov_year_compare(m->year, target) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether both what was to go and what went is stated: then what remains is what there is. */
static bool has_both_cuts(const planner *p)
{
    bool planned = false, done = false;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && m->change == POV_CHANGE_CUT) {
            planned = planned || m->role == POV_ROLE_PLAN;
            done = done || m->role == POV_ROLE_DONE;
        }
    }
    return planned && done;
}

/* "Tình hình hộ nghèo năm 2024" above "Đầu năm" and "Cuối năm": no word says that it is a plan. */
static bool is_of_what_was(const planner *p)
{
    bool start = false, plan = p->role != POV_ROLE_NONE || p->year == 0 || p->years_in_rows;

    plan = plan || p->t->headings.title.of_plan || p->t->headings.title.programme;
    for (size_t i = 0; i < p->t->items && !plan; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        plan = m->role != POV_ROLE_NONE || m->change == POV_CHANGE_LEFT || m->bound != POV_EXACTLY;
        start = start || (p->t->item[i].why == NULL && m->moment == POV_AT_START);
    }
    return start && !plan;
}

static pov_end kind_of(const planner *p, const pov_meaning *m)
{
    pov_role role = m->role != POV_ROLE_NONE ? m->role : p->role;

    const bool within = m->year.month != 0 && p->month == 0; /* "Giảm 6 tháng", not "ước cả năm" */
    if (m->role == POV_ROLE_NONE && ((m->change == POV_CHANGE_LEFT && has_both_cuts(p)) ||
                                     (p->role == POV_ROLE_ESTIMATE && within))) {
        role = POV_ROLE_DONE;
    }

    if (role == POV_ROLE_NONE && p->t->headings.title.of_plan) {
        role = POV_ROLE_PLAN;
    }
    if (role == POV_ROLE_NONE && m->change == POV_CHANGE_CUT && is_reached(p, m)) {
        role = POV_ROLE_DONE;
    }

    const pov_moment title = p->t->headings.title.meaning.moment;
    const bool during = m->moment == POV_AT_DURING ||
                        (m->moment == POV_AT_NONE && (title == POV_AT_DURING || is_of_what_was(p)));
    if (role == POV_ROLE_NONE && m->change == POV_CHANGE_CUT && during && p->ends) {
        role = POV_ROLE_DONE; /* "giảm trong năm" beside "cuối năm" */
    }
    return role == POV_ROLE_DONE       ? POV_END_OUTCOME
           : role == POV_ROLE_ESTIMATE ? POV_END_ESTIMATE
                                       : POV_END_PLAN;
}

/* The base of an aim: the last state that is stated before it; else the year before. */
static pov_year base_of(const planner *p, const pov_meaning *aim, pov_year target, bool yearly)
{
    pov_year base = end_of(0), year_end = end_of(0);

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        /* "KH 2025" beside "Ước TH 2024" and "TH 2023" */
        const bool estimated = m->role == POV_ROLE_ESTIMATE && m->change == POV_CHANGE_NONE &&
                               aim->role == POV_ROLE_PLAN && m->year.month == 0 &&
                               m->year.year != 0 && m->year.year == target.year - 1;
        if (item->why != NULL || (is_aim(m) && !estimated) || pov_meaning_is_flow(m)) {
            continue;
        }
        const bool of_result =
            is_undated(m) && m->moment == POV_AT_NONE && p->role != POV_ROLE_PLAN;
        pov_year year = of_result ? of_title(p) : dated(p, m);
        if (year.year != 0 && (target.year == 0 || pov_year_compare(year, target) < 0) &&
            pov_year_compare(year, base) > 0) {
            base = year;
            year_end = year.month == 0 ? year : year_end;
        }
    }
    if (aim->role == POV_ROLE_PLAN && base.year == target.year && target.month == 0 &&
        year_end.year != 0) {
        base = year_end; /* "KH 2025" beside "TH 9 tháng 2025" and "TH 2024" */
    }
    if (base.year == 0 && target.year != 0 && yearly) {
        const pov_title *title = &p->t->headings.title;
        const int from = aim->last != 0 ? aim->from : p->year == 0 ? title->from : 0;
        const int last = aim->last != 0 ? aim->last : title->last;
        base = end_of(from != 0 && target.year == last ? from - 1 : target.year - 1);
    }
    return base;
}

typedef struct target_frame {
    pov_frame frame;
    bool based; /* a state of its base is in the table */
} target_frame;

/* Whether a state at the end of a year is in the table. */
static bool is_stated(const planner *p, int year)
{
    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && !is_aim(m) && m->subject >= POV_OF_POOR &&
            pov_year_compare(dated(p, m), end_of(year)) == 0) {
            return true;
        }
    }
    return false;
}

/* "Giảm so với năm 2022" begins at the end of that year. */
static bool is_since(const pov_meaning *m, pov_year target)
{
    return m->change == POV_CHANGE_CUT && m->since != 0 && m->since < target.year;
}

static size_t find_targets(planner *p, target_frame *targets, size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why != NULL || !is_aim(m) ||
            pov_meaning_quantity(m, item->near, m->change == POV_CHANGE_NONE) ==
                POV_QUANTITY_COUNT) {
            continue;
        }
        pov_frame frame = {.target = target_of(p, m), .kind = kind_of(p, m)};
        size_t k = 0;
        while (k < count && (pov_year_compare(targets[k].frame.target, frame.target) != 0 ||
                             targets[k].frame.kind != frame.kind)) {
            k++;
        }
        if (k == most) {
            continue;
        }
        if (k == count) {
            targets[count++] = (target_frame){.frame = frame};
        }
        /* a yearly aim, or one that the title dates, is from the year before */
        bool cut = m->change == POV_CHANGE_CUT;
        bool yearly = cut || m->last != 0 || (m->year.year == 0 && !p->t->headings.title.aims);
        pov_year base = base_of(p, m, frame.target, yearly);
        if (is_since(m, frame.target)) {
            base = end_of(m->since);
        } else if (cut && m->year.year != 0 && !(m->until && base.year != 0)) {
            base = end_of(m->year.year - 1); /* "giảm năm 2025" is of that year alone */
        } else if (m->last != 0) {
            /* "giai đoạn 2021-2025"; "giảm 2021-2023" beside what was in these two years */
            const bool between = frame.kind == POV_END_OUTCOME && is_stated(p, m->from) &&
                                 !is_stated(p, m->from - 1);
            base = end_of(m->from - !between);
        }
        if (base.year != 0 && pov_year_compare(base, targets[k].frame.year) > 0) {
            targets[k].frame.year = base;
        }
    }
    return count;
}

/* Whether there is a result beside a plan: then what is of the year's end is the result's. */
static bool has_outcome(const target_frame *targets, size_t count, const target_frame *plan)
{
    for (size_t i = 0; i < count; i++) {
        if (targets[i].frame.kind == POV_END_OUTCOME &&
            pov_year_compare(targets[i].frame.target, plan->frame.target) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether an undated state of the poor, "Hiện trạng", is of the base of an earlier aim: of several
 * yearly ones only the first begins with it. */
static bool is_later_base(const pov_meaning *m, const target_frame *targets, size_t count,
                          const target_frame *target)
{
    for (size_t i = 0; i < count && m->subject >= POV_OF_POOR; i++) {
        if (pov_year_compare(targets[i].frame.year, target->frame.year) < 0 &&
            targets[i].frame.year.year != 0) {
            return true;
        }
    }
    return false;
}

static void place_state(planner *p, pov_table_item *item, target_frame *targets, size_t count)
{
    const pov_meaning *m = &item->meaning;
    pov_quantity state = pov_meaning_quantity(m, item->near, false);
    pov_quantity left = pov_meaning_quantity(m, item->near, true);
    pov_year year = dated(p, m);
    bool undated = is_undated(m), placed = false;

    /* of a result, what has no date is of the year's end; so is "Thực hiện" beside "Kế hoạch" */
    const bool done = p->role == POV_ROLE_DONE ||
                      (m->role == POV_ROLE_DONE && p->role != POV_ROLE_PLAN && p->year != 0);
    if (undated && done && m->moment == POV_AT_NONE) {
        year = of_title(p);
        undated = p->year == 0;
    }
    for (size_t i = 0; i < count; i++) {
        target_frame *target = &targets[i];
        bool at_end = year.year != 0 ? pov_year_compare(year, target->frame.target) == 0
                                     : m->moment == POV_AT_END && target->frame.target.year == 0;
        bool of_target = at_end && (target->frame.kind == POV_END_OUTCOME ||
                                    (m->role == POV_ROLE_NONE && m->moment == POV_AT_END &&
                                     !has_outcome(targets, count, target)));
        if (of_target) {
            add_slot(p, item, target->frame, left);
            placed = placed || (left < POV_QUANTITY_COUNT &&
                                (target->based || target->frame.kind != POV_END_OUTCOME));
        } else if ((undated && !is_later_base(m, targets, count, target)) ||
                   (year.year == 0 && !undated && m->moment != POV_AT_END) ||
                   (year.year != 0 && pov_year_compare(year, target->frame.year) == 0)) {
            add_slot(p, item, target->frame, state);
            placed = true;
        }
    }
    if (!placed) {
        add_slot(
            p, item,
            (pov_frame){.year = year.year != 0 || m->moment != POV_AT_NONE ? year : of_title(p)},
            state);
    }
}

static void place_by_aims(planner *p)
{
    target_frame targets[24];
    pov_year later;
    const bool several = stated_years(p, &later) > 2;

    for (size_t i = 0; i < p->t->items && several; i++) {
        pov_table_item *item = &p->t->item[i];
        if (item->why == NULL && is_undated_cut(p, &item->meaning)) {
            item->why = POV_TEXT("between which of the years?");
        }
    }
    size_t count = find_targets(p, targets, POV_LENGTH(targets));

    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < p->t->items; i++) {
            const pov_table_item *item = &p->t->item[i];
            if (item->why == NULL && !is_aim(&item->meaning) &&
                item->meaning.subject != POV_OF_ALL && item->meaning.subject != POV_OF_ALL_WEAK) {
                pov_year year = dated(p, &item->meaning);
                targets[k].based =
                    targets[k].based || (is_undated(&item->meaning) && p->role != POV_ROLE_DONE) ||
                    (year.year != 0 && pov_year_compare(year, targets[k].frame.year) == 0) ||
                    (year.year == 0 && item->meaning.moment == POV_AT_START);
            }
        }
    }
    for (size_t i = 0; i < p->t->items; i++) {
        pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why != NULL) {
            continue;
        }
        if (!is_aim(m)) {
            place_state(p, item, targets, count);
            continue;
        }
        pov_year target = target_of(p, m);
        for (size_t k = 0; k < count; k++) {
            if (pov_year_compare(targets[k].frame.target, target) != 0 ||
                targets[k].frame.kind != kind_of(p, m)) {
                continue;
            }
            if (is_since(m, target) && targets[k].frame.year.year != m->since) {
                item->why = POV_TEXT("since an earlier year than the last one beside it");
            } else {
                add_slot(p, item, targets[k].frame,
                         pov_meaning_quantity(m, item->near, m->change == POV_CHANGE_NONE));
            }
        }
    }
}

/* Whether --column says of some figure that it is a state. */
static bool has_chosen_state(const planner *p)
{
    for (size_t i = 0; i < p->t->items; i++) {
        const pov_table_column *column = &p->t->headings.column[p->t->item[i].column];
        if (p->t->item[i].why == NULL && pov_column_is_choice(column) &&
            p->t->item[i].meaning.subject >= POV_OF_POOR &&
            p->t->item[i].meaning.change == POV_CHANGE_NONE) {
            return true;
        }
    }
    return false;
}

/* ---- states ---- */

/* The one year, or month, that dated states are of; 0 where there is none, -1 where there are
 * several. */
static pov_year only_year(const planner *p)
{
    pov_year only = {0, 0};

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && !is_undated(m)) {
            const pov_year year = dated(p, m);
            only = only.year == 0 || pov_year_compare(only, year) == 0 ? year : (pov_year){-1, 0};
        }
    }
    return only;
}

/* "Tổng số hộ nghèo" beside "Đăng ký thoát nghèo năm 2025" is what there is before it. */
static bool is_before_escapes(const planner *p)
{
    bool planned = false;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        planned = planned || (m->role == POV_ROLE_PLAN && m->change == POV_FLOW_ESCAPED &&
                              (m->year.year == 0 || m->year.year == p->year));
        if (p->t->item[i].why == NULL && (m->role == POV_ROLE_DONE || m->moment == POV_AT_END)) {
            return false;
        }
    }
    return planned && p->role == POV_ROLE_NONE && p->year != 0 && p->month == 0;
}

static void place_states(planner *p)
{
    const bool before = is_before_escapes(p);
    const pov_year only = only_year(p);
    bool based = has_chosen_state(p); /* that a plan begins with, so that all are */

    for (size_t i = 0; i < p->t->items; i++) { /* "Hộ nghèo hiện có" */
        based = based || (p->t->item[i].why == NULL && is_undated(&p->t->item[i].meaning) &&
                          p->t->item[i].meaning.moment == POV_AT_BASE);
    }
    for (size_t i = 0; i < p->t->items; i++) {
        pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        pov_quantity quantity = pov_meaning_quantity(m, item->near, false);
        pov_year year = is_undated(m) ? of_title(p) : dated(p, m);
        if (item->why != NULL) {
            continue;
        }
        if (is_undated(m) && p->year != 0 && p->month == 0 &&
            p->t->headings.title.meaning.moment == POV_AT_START) {
            year = end_of(p->year - 1); /* "Hộ nghèo đầu năm 2025" above the table */
        }
        if (is_undated(m) && before) {
            year = end_of(p->year - 1);
        }
        if (is_undated(m) && p->year == 0 && only.year != 0 && !p->years_in_rows) {
            if (only.year < 0) {
                item->why = POV_TEXT("its year is not named, and there are several");
                continue;
            }
            year = only;
        }
        if (p->role == POV_ROLE_PLAN && is_undated(m) && m->role == POV_ROLE_NONE &&
            (m->moment == POV_AT_NONE || m->moment == POV_AT_BASE)) {
            if (based && year.year != 0) {
                year = end_of(p->year - 1);
            } else if (m->subject >= POV_OF_POOR && p->doubt == NULL) {
                p->doubt = item; /* a plan's base, or what it aims at? */
            }
        }
        if (m->moment == POV_AT_START && year.year == 0) {
            add_slot(p, item, (pov_frame){.year = end_of(0)}, start_of(quantity));
            if (item->slots == 0) {
                item->why = POV_TEXT("it is of the year's start, and no year is named");
            }
            continue;
        }
        add_slot(p, item, (pov_frame){.year = year}, quantity);
    }
}

/* The first year that the title of a plan, or what is to be reduced or reached, is of: a plan for
 * 2021-2025 and its year 2024 begins with what was at the end of 2023. */
static int first_aim(const planner *p)
{
    const pov_title *title = &p->t->headings.title;
    const int first = title->from != 0 ? title->from : p->year;
    int earliest = 0;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && is_aim(m) && m->last == 0 && m->year.year != 0 &&
            (earliest == 0 || m->year.year < earliest)) {
            earliest = m->year.year;
        }
    }
    /* "giảm giai đoạn 2022-2025", "đến năm 2025" */
    for (size_t i = 0; i < p->t->items && title->from == 0 && earliest == 0; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && m->change == POV_CHANGE_CUT && m->last != 0 &&
            m->last == p->year) {
            return m->from;
        }
    }
    return earliest > first ? earliest : first;
}

/* Below the title of a plan, what is of its first year's end or later is aimed at. */
static void take_aims_of_title(planner *p)
{
    const int first = first_aim(p);

    int known = 0; /* the last year whose end is said to be what was, or what is estimated */
    bool done = false;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL &&
            (m->role == POV_ROLE_DONE || m->role == POV_ROLE_ESTIMATE ||
             m->moment == POV_AT_BASE)) {
            known = m->change == POV_CHANGE_NONE && m->year.year > known ? m->year.year : known;
            done = done || m->role == POV_ROLE_DONE;
        }
    }
    for (size_t i = 0; i < p->t->items && first != 0; i++) {
        pov_meaning *m = &p->t->item[i].meaning;
        const pov_year year = dated(p, m);
        if (m->role == POV_ROLE_NONE && m->change == POV_CHANGE_NONE && m->subject >= POV_OF_POOR &&
            !is_undated(m) && year.month == 0 &&
            ((year.year >= first && !done) || (year.year > known && known != 0))) {
            m->role = POV_ROLE_PLAN;
        }
    }
}

/* "Ước cuối năm 2026" beside "Chỉ tiêu giảm năm 2026", below the title of a plan for that year, is
 * where the plan leads: nothing came of it yet. */
static void take_expected_ends(planner *p)
{
    bool cut = false, known = false;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        const bool ours = dated(p, m).year == p->year && m->moment != POV_AT_START;
        if (p->t->item[i].why != NULL) {
            continue;
        }
        cut = cut || (m->change == POV_CHANGE_CUT && m->role == POV_ROLE_PLAN &&
                      target_of(p, m).year == p->year);
        known = known || m->role == POV_ROLE_DONE ||
                (m->role == POV_ROLE_ESTIMATE && !m->expected) ||
                (ours && m->role == POV_ROLE_PLAN && m->change == POV_CHANGE_NONE) ||
                (m->change == POV_CHANGE_LEFT && m->role != POV_ROLE_ESTIMATE);
    }
    for (size_t i = 0; i < p->t->items && cut && !known; i++) {
        pov_meaning *m = &p->t->item[i].meaning;
        const pov_year end = dated(p, m);
        if (m->role == POV_ROLE_ESTIMATE && m->moment == POV_AT_END && end.year == p->year &&
            end.month == 0) {
            m->role = POV_ROLE_PLAN;
        }
    }
}

/* "Mục tiêu …" above bare years: is the first one what was? */
static void doubt_years(planner *p)
{
    const pov_table_item *first = NULL;
    pov_year last;

    if (p->t->headings.title.from != 0 || (p->year != 0 && stated_years(p, &last) < 2)) {
        return;
    }
    for (size_t i = 0; i < p->t->items; i++) {
        const pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why != NULL || (m->role == POV_ROLE_PLAN && m->year.year == p->year) ||
            (m->change == POV_CHANGE_CUT && m->yearly && m->year.year == 0)) {
            continue;
        }
        if (m->role != POV_ROLE_NONE || m->change != POV_CHANGE_NONE || m->moment == POV_AT_BASE) {
            return;
        }
        first = first == NULL && !is_undated(m) && m->subject >= POV_OF_POOR ? item : first;
    }
    p->doubt = first;
}

/* "Còn lại cuối năm 2023" of a result, without what there was before it or what it went down by, is
 * what there is. */
static void take_rest_as_state(planner *p)
{
    for (size_t i = 0; i < p->t->items; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL &&
            (m->change == POV_CHANGE_CUT || pov_meaning_is_flow(m) || m->role == POV_ROLE_PLAN ||
             (m->change == POV_CHANGE_NONE && m->subject >= POV_OF_POOR &&
              (m->moment == POV_AT_START || m->moment == POV_AT_BASE || m->year.year != 0)))) {
            return;
        }
    }
    for (size_t i = 0; i < p->t->items; i++) {
        pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && m->change == POV_CHANGE_LEFT &&
            m->subject != POV_OF_NONE && kind_of(p, m) == POV_END_OUTCOME) {
            m->change = POV_CHANGE_NONE;
            m->moment = m->moment == POV_AT_NONE ? POV_AT_END : m->moment;
        }
    }
}

/* "Số hộ nghèo" beside "Số hộ nghèo giảm" below "Mục tiêu năm 2026", where no column says when:
 * what is to be reduced, or what is to be left? */
static const pov_table_item *beside_cut(const planner *p)
{
    const pov_table_item *state = NULL;
    bool cut = false;

    for (size_t i = 0; i < p->t->items; i++) {
        const pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        const pov_table_column *column = &p->t->headings.column[item->column];
        if (item->why != NULL || m->subject < POV_OF_POOR) {
            continue;
        }
        if (!is_undated(m) || m->moment != POV_AT_NONE || m->role != POV_ROLE_NONE ||
            m->change == POV_CHANGE_LEFT || pov_column_is_choice(column)) {
            return NULL;
        }
        cut = cut || m->change == POV_CHANGE_CUT;
        state = state == NULL && m->change == POV_CHANGE_NONE ? item : state;
    }
    return cut ? state : NULL;
}

/* Whether some figure is planned, or remains. */
static bool has_plan(const pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        const pov_meaning *m = &t->item[i].meaning;
        if (t->item[i].why == NULL && (m->role == POV_ROLE_PLAN || m->role == POV_ROLE_ESTIMATE ||
                                       m->change == POV_CHANGE_LEFT)) {
            return true;
        }
    }
    return false;
}

/* "Ước hộ nghèo năm 2025": where no column says when, or how it was found, all are estimates. */
static void take_estimate_of_title(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        const pov_meaning *m = &t->item[i].meaning;
        if (t->item[i].why == NULL && m->label == POV_LABEL_NONE &&
            (!is_undated(m) || m->moment != POV_AT_NONE || m->role != POV_ROLE_NONE ||
             m->change != POV_CHANGE_NONE)) {
            return;
        }
    }
    for (size_t i = 0; i < t->items; i++) {
        pov_meaning *m = &t->item[i].meaning;
        m->role = pov_subject_is_poor(m->subject) ? POV_ROLE_ESTIMATE : m->role;
    }
}

/* "Mức giảm" right of "Số hộ nghèo", below "Số hộ nghèo năm 2024" or the like: from that number on,
 * or down to it? */
static void doubt_lone_cuts(const planner *p)
{
    const pov_title *title = &p->t->headings.title;
    bool open = p->year != 0 && p->role == POV_ROLE_NONE && !title->of_plan && !title->aims &&
                !p->years_in_rows && !title->programme;

    for (size_t i = 0; i < p->t->items && open; i++) {
        const pov_meaning *m = &p->t->item[i].meaning;
        open = p->t->item[i].why != NULL || m->subject < POV_OF_POOR ||
               (is_undated(m) && m->moment == POV_AT_NONE && m->role == POV_ROLE_NONE &&
                m->last == 0 && !pov_meaning_is_flow(m) && m->change != POV_CHANGE_LEFT);
    }
    for (size_t i = 0; i < p->t->items && open; i++) {
        pov_table_item *item = &p->t->item[i];
        const pov_table_column *column = &p->t->headings.column[item->column];
        if (item->why == NULL && item->meaning.change == POV_CHANGE_CUT &&
            !pov_column_is_choice(column)) {
            item->why = POV_TEXT("to be taken from the number beside it, or gone before?");
            item->way_out =
                POV_TEXT("\"Kế hoạch\" or \"Kết quả\" in the title, or in a heading, says it");
        }
    }
}

/* "Tổng giảm" beside "Chỉ tiêu giảm năm 2024" is planned, where the title says so. */
static pov_role role_of(const planner *p, const pov_meaning *m)
{
    return m->role != POV_ROLE_NONE ? m->role : p->role;
}

/* "Tổng giảm 2022-2025" beside what each of these years takes away is their sum, "Bình quân mỗi
 * năm" beside them, or beside what there was in three years or more, their average. */
static void pass_over_sums_of_years(const planner *p)
{
    pov_reading_table *t = p->t;
    pov_year last;
    const int states = stated_years(p, &last);

    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *sum = &t->item[i];
        const pov_meaning *m = &sum->meaning;
        const bool average = m->yearly && m->year.year == 0 && m->last == 0;
        size_t years = 0;
        bool last_year = false;
        for (size_t k = 0; k < t->items && sum->why == NULL && m->change == POV_CHANGE_CUT; k++) {
            const pov_meaning *of = &t->item[k].meaning;
            const int year = of->year.year != 0 ? of->year.year : p->year;
            const bool same = t->item[k].why == NULL && t->item[k].kind == sum->kind &&
                              of->change == POV_CHANGE_CUT && role_of(p, of) == role_of(p, m) &&
                              pov_same_text(of->group, m->group) &&
                              pov_meaning_quantity(of, t->item[k].near, false) ==
                                  pov_meaning_quantity(m, sum->near, false);
            years += same && of->year.year != 0 &&
                     (average || (of->year.year >= m->from && of->year.year <= m->last));
            last_year = last_year || (same && of->last == 0 && m->from < m->last &&
                                      year == m->last && !of->yearly);
        }
        if (average && sum->why == NULL && m->change == POV_CHANGE_CUT &&
            (years > 1 || (states > 2 && m->role == POV_ROLE_NONE && p->role != POV_ROLE_PLAN))) {
            sum->why = POV_TEXT("the average of the years beside it");
        } else if (years > 1) {
            sum->why = POV_TEXT("the sum of the years beside it");
        } else if (last_year) {
            sum->why = POV_TEXT("of several years, and that of the last one is beside it");
        }
    }
}

/* "Rà soát tháng 11/2025" above "Cuối năm" is when the year's end was counted. */
static bool is_month_of_review(const pov_reading_table *t)
{
    bool ends = t->headings.title.year.month > 8 && t->headings.title.months == 0;

    for (size_t i = 0; i < t->items && ends; i++) {
        const pov_meaning *m = &t->item[i].meaning;
        if (t->item[i].why == NULL && m->moment == POV_AT_END && m->full && m->year.year == 0 &&
            m->change == POV_CHANGE_NONE &&
            (m->role == POV_ROLE_NONE || m->role == POV_ROLE_DONE)) {
            return true;
        }
    }
    return false;
}

/* As what a figure at the end of a target year is where a later plan begins with it. */
static pov_quantity as_base(pov_quantity left)
{
    const pov_quantity_info *info = pov_quantity_get(left);

    return left == POV_TARGET_HOUSEHOLDS         ? POV_HOUSEHOLDS
           : info->aspect == POV_REMAINING       ? pov_quantity_of(info->subject, POV_COUNT)
           : info->aspect == POV_REMAINING_SHARE ? pov_quantity_of(info->subject, POV_RATE)
                                                 : POV_QUANTITY_COUNT;
}

/* Whether what there was of the poor at a year's end is in the table. */
static bool has_base(const pov_reading_table *t, pov_year year)
{
    for (size_t i = 0; i < t->items; i++) {
        for (size_t s = 0; t->item[i].why == NULL && s < t->item[i].slots; s++) {
            const pov_slot *slot = &t->item[i].slot[s];
            const pov_quantity_info *info = pov_quantity_get((pov_quantity)slot->quantity);
            if (pov_year_compare(t->frame[slot->frame].year, year) == 0 &&
                info->subject < POV_MEASURE_COUNT &&
                (info->aspect == POV_COUNT || info->aspect == POV_RATE)) {
                return true;
            }
        }
    }
    return false;
}

/* How firm the end of a frame is: what was comes before what is estimated, and that before what is
 * planned. */
static int firmness(pov_end kind)
{
    return kind == POV_END_OUTCOME ? 2 : kind == POV_END_ESTIMATE;
}

/* What was aimed at for a year is what a later plan begins with, where no state of that year is in
 * the table: "KH 2025" beside "Ước TH 2024". */
static void begin_with_aims(planner *p)
{
    pov_reading_table *t = p->t;

    for (size_t k = 0; k < t->frames; k++) {
        const pov_frame plan = t->frame[k];
        const pov_frame *first = NULL;
        if (plan.kind != POV_END_PLAN || plan.target.year == 0 || plan.year.year == 0 ||
            has_base(t, plan.year)) {
            continue;
        }
        for (size_t f = 0; f < t->frames; f++) {
            const bool ends = pov_year_compare(t->frame[f].target, plan.year) == 0;
            first = ends && (first == NULL || firmness(t->frame[f].kind) > firmness(first->kind))
                        ? &t->frame[f]
                        : first;
        }
        t->frame[k].from_aim = first != NULL && first->kind != POV_END_OUTCOME;
        for (size_t i = 0; i < t->items && first != NULL; i++) {
            pov_table_item *item = &t->item[i];
            for (size_t s = 0; item->why == NULL && s < item->slots; s++) {
                if (&t->frame[item->slot[s].frame] == first) {
                    add_slot(p, item, plan, as_base((pov_quantity)item->slot[s].quantity));
                }
            }
        }
    }
}

/* "Kế hoạch giai đoạn 2021-2025" over its years, "Năm 2021", "Năm 2022": each is of its own year,
 * and not of the period. */
static void take_years_of_period(pov_reading_table *t)
{
    bool years = false;

    for (size_t i = 0; i < t->items; i++) {
        const pov_meaning *m = &t->item[i].meaning;
        years = years || (m->last != 0 && m->year.year >= m->from && m->year.year < m->last);
    }
    for (size_t i = 0; i < t->items && years; i++) {
        pov_meaning *m = &t->item[i].meaning;
        if (m->year.year >= m->from && m->year.year <= m->last) {
            m->from = 0;
            m->last = 0;
        }
    }
}

/* "Năm 2023" and "Năm 2024" over flows, below "6 tháng đầu năm": these months of each. */
static void take_months_of_title(const planner *p)
{
    const uint8_t month = p->t->headings.title.month;
    int16_t years[8];
    size_t count = 0;

    for (int pass = 0; pass < 2 && month != 0 && p->year == 0; pass++) {
        for (size_t i = 0; i < p->t->items; i++) {
            pov_meaning *m = &p->t->item[i].meaning;
            const bool whole = m->year.year != 0 && m->year.month == 0 && !m->exact && !m->full &&
                               m->last == 0 && m->moment != POV_AT_START && !is_aim(m);
            bool found = false;
            if (!whole || p->t->item[i].why != NULL) {
                continue;
            }
            for (size_t k = 0; k < count; k++) {
                found = found || years[k] == m->year.year;
            }
            if (pass == 0 && !found && pov_meaning_is_flow(m) && count < POV_LENGTH(years)) {
                years[count++] = m->year.year;
            } else if (pass == 1 && found) {
                m->year.month = month;
            }
        }
    }
}

/* Whether a figure names a year and no more: "Hộ nghèo năm 2025". */
static bool is_of_bare_year(const pov_meaning *m)
{
    return m->year.year != 0 && m->year.month == 0 && !m->exact && !m->full && m->last == 0 &&
           m->moment == POV_AT_NONE && m->role == POV_ROLE_NONE && m->change != POV_CHANGE_CUT &&
           m->change != POV_CHANGE_LEFT;
}

/* "Năm 2024" and "Năm 2025" below "6 tháng đầu năm 2025": the latter is these months. What left in
 * the former is of all of it, or of its first months. */
static void take_months_of_year(const planner *p)
{
    bool flows = false;

    if (p->month == 0 || p->month > 9 || p->role == POV_ROLE_PLAN || p->role == POV_ROLE_ESTIMATE) {
        return; /* in October the year is counted */
    }
    for (size_t i = 0; i < p->t->items; i++) {
        pov_meaning *m = &p->t->item[i].meaning;
        if (p->t->item[i].why == NULL && is_of_bare_year(m) && m->year.year == p->year) {
            flows = flows || pov_meaning_is_flow(m);
            m->year.month = p->month;
        }
    }
    for (size_t i = 0; i < p->t->items && flows; i++) {
        pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        if (item->why == NULL && is_of_bare_year(m) && m->year.year < p->year &&
            pov_meaning_is_flow(m)) {
            item->why = POV_TEXT("of all of its year, or of the months that the title names?");
            item->way_out = POV_TEXT("\"Cả năm 2024\" or \"6 tháng năm 2024\" says it");
        }
    }
}

/* Below "Quý III/2024" or "6 tháng cuối năm" a flow that names no time is not that of the year up
 * to then, and what went down since "cùng kỳ" of some months went down within twelve. */
static void pass_over_parts(const planner *p)
{
    const pov_title *title = &p->t->headings.title;
    const int month = title->year.month == 0 ? 12 : title->year.month;
    bool part = title->months != 0 && month > title->months;

    for (size_t c = 0; c < p->t->headings.count && title->year.month != 0; c++) {
        const char *heading = p->t->headings.column[c].heading;
        part = part || strstr(heading, "đầu tháng") != NULL || strstr(heading, "kỳ trước") != NULL;
    }
    for (size_t i = 0; i < p->t->items; i++) {
        pov_table_item *item = &p->t->item[i];
        const pov_meaning *m = &item->meaning;
        const bool own = m->year.year != 0 || m->year.month != 0 || m->full;
        if (item->why != NULL) {
            continue;
        }
        if (part && pov_meaning_is_flow(m) && !own && m->span != POV_SPAN_SUMMED) {
            item->why = POV_TEXT("of a quarter or month alone, not of the year up to its end");
        } else if (m->year_ago && m->change == POV_CHANGE_CUT && target_of(p, m).month != 0) {
            item->why = POV_TEXT("since the same month of the year before, not of this year alone");
        }
    }
}

const pov_table_item *pov_frames_plan(pov_reading_table *table)
{
    planner p = {
        .t = table,
        .year = table->headings.title.year.year,
        .month = (uint8_t)(is_month_of_review(table) ? 0 : table->headings.title.year.month),
        .role = table->headings.title.meaning.role,
    };
    const size_t year_column = table->headings.at[POV_LABEL_YEAR];

    take_years_of_period(table);
    if (year_column != POV_NONE && year_column != table->headings.main) {
        p.year = 0; /* each row names its own */
        p.month = 0;
        p.years_in_rows = true;
    }
    for (size_t i = 0; i < table->items && p.role == POV_ROLE_NONE; i++) {
        const pov_meaning *m = &table->item[i].meaning;
        const bool during =
            m->moment == POV_AT_DURING && !table->headings.title.of_plan && !has_plan(table);
        if (table->item[i].why == NULL && (m->compared || during) && m->change == POV_CHANGE_CUT &&
            m->role == POV_ROLE_NONE) {
            p.role = POV_ROLE_DONE; /* "Giảm so với năm 2023", "giảm trong năm": of a result */
        }
    }
    if (p.role == POV_ROLE_PLAN && !p.years_in_rows) {
        take_expected_ends(&p);
        take_aims_of_title(&p);
    }
    if (table->headings.title.aims || table->headings.title.until) {
        doubt_years(&p);
    }
    const pov_table_item *base_or_aim = table->headings.title.aims ? beside_cut(&p) : NULL;
    p.doubt = p.doubt == NULL ? base_or_aim : p.doubt;
    const bool aims = table->headings.title.aims && base_or_aim == NULL && !has_chosen_state(&p);
    for (size_t i = 0; i < table->items && aims; i++) {
        pov_meaning *m = &table->item[i].meaning;
        if (is_undated(m) && m->role == POV_ROLE_NONE && m->change == POV_CHANGE_NONE &&
            m->moment == POV_AT_NONE && m->subject >= POV_OF_POOR) {
            m->role = POV_ROLE_PLAN;
        }
    }
    if (p.role == POV_ROLE_ESTIMATE) {
        take_estimate_of_title(table);
    }
    take_months_of_title(&p);
    take_months_of_year(&p);
    pass_over_parts(&p);
    take_rest_as_state(&p);
    doubt_lone_cuts(&p);
    pass_over_sums_of_years(&p);
    for (size_t i = 0; i < table->items; i++) {
        pov_table_item *item = &table->item[i];
        const pov_meaning *m = &item->meaning;
        item->slots = 0;
        if (item->why != NULL) {
            continue;
        }
        bool flow = pov_meaning_is_flow(m);
        p.flows =
            p.flows || (flow && pov_meaning_quantity(m, item->near, false) != POV_QUANTITY_COUNT);
        p.aims = p.aims ||
                 (is_aim(m) && pov_meaning_quantity(m, item->near, true) != POV_QUANTITY_COUNT);
        p.ends = p.ends || (!flow && m->moment == POV_AT_END);
    }
    if (p.flows) {
        for (size_t i = 0; i < table->items; i++) {
            if (table->item[i].why == NULL) {
                place_in_flows(&p, &table->item[i]);
            }
        }
    } else if (p.aims) {
        place_by_aims(&p);
    } else {
        place_states(&p);
    }
    begin_with_aims(&p);
    return p.doubt;
}
