#include "loader/table/figures.h"

#include "loader/table/cells.h"

#include <string.h>

/* Why a column is passed over that would mean what another one was chosen for. */
static const char *const chosen_over = POV_TEXT("another heading was chosen for it");

/* The meaning of a quantity, for columns that --column chose. */
static pov_meaning meaning_of_quantity(pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    pov_meaning m = {.counted = POV_COUNTED_HOUSEHOLDS, .said = POV_SAID_COUNT};

    m.subject = info->subject == POV_MEASURE_NEAR_POOR ? POV_OF_NEAR_POOR
                : info->subject == POV_MEASURE_MULTI   ? POV_OF_MULTI_POOR
                : info->subject == POV_MEASURE_POOR || info->subject == POV_SUBJECT_POOR_PERSONS
                    ? POV_OF_POOR
                    : POV_OF_ALL;
    if (info->subject == POV_SUBJECT_PERSONS || info->subject == POV_SUBJECT_POOR_PERSONS) {
        m.counted = POV_COUNTED_PERSONS;
    }
    switch (info->aspect) {
    case POV_RATE:
        m.said = POV_SAID_RATE;
        break;
    case POV_PP:
        m.said = POV_SAID_POINTS;
        m.change = POV_CHANGE_CUT;
        break;
    case POV_REDUCTION:
        m.change = POV_CHANGE_CUT;
        break;
    case POV_RELATIVE:
        m.change = POV_CHANGE_CUT;
        m.said = POV_SAID_RELATIVE;
        break;
    case POV_REMAINING:
        m.change = POV_CHANGE_LEFT;
        break;
    case POV_REMAINING_SHARE:
        m.change = POV_CHANGE_LEFT;
        m.said = POV_SAID_RATE;
        break;
    case POV_FLOW:
        m.subject = quantity == POV_FROM_NEAR_POOR ? POV_OF_NEAR_POOR : m.subject;
        do {
            m.change = m.change == POV_CHANGE_NONE ? POV_FLOW_ESCAPED : m.change + 1;
        } while (m.change <= POV_FLOW_UP &&
                 pov_meaning_quantity(&m, info->subject == POV_MEASURE_NEAR_POOR, false) !=
                     quantity);
        if (m.change > POV_FLOW_UP) { /* the count at the start */
            m.change = POV_CHANGE_NONE;
            m.moment = POV_AT_START;
        }
        break;
    default:
        break;
    }
    return m;
}

/* A column's meaning in rows of a kind. */
static pov_meaning meaning_in_row(const pov_meaning *column, const pov_meaning *row)
{
    pov_meaning m = *column;

    m.standard = m.standard != 0 ? m.standard : row->standard;
    if (row->empty) {
        return m;
    }
    if (row->subject != POV_OF_NONE || row->indicator != NULL || row->change != POV_CHANGE_NONE) {
        m = pov_meaning_under(row, column);
        if (row->total && row->subject >= POV_OF_POOR && !row->lacks && row->indicator == NULL &&
            column->indicator == NULL) {
            m.lacks = false; /* "Tổng số hộ nghèo" among the indicators that they lack */
        }
        return m;
    }
    m = pov_meaning_at(&m, row);
    if (row->counted == POV_COUNTED_PERSONS) {
        m.counted = POV_COUNTED_PERSONS;
        m.scale = row->scale == POV_SCALE_THOUSAND ? row->scale : POV_SCALE_NONE;
        m.subject = m.subject == POV_OF_ALL_WEAK ? POV_OF_ALL : m.subject;
    }
    if (row->said == POV_SAID_RATE || row->scale == POV_SCALE_PERCENT) {
        m.said = POV_SAID_RATE;
        m.scale = POV_SCALE_PERCENT;
    }
    if (row->group != NULL) {
        m.unknown = m.unknown || (m.group != NULL && !pov_same_text(m.group, row->group));
        m.group = row->group;
    }
    m.unknown = m.unknown || row->unknown;
    return m;
}

/* Whether a column says itself that it is a flow of the near-poor: "Thoát cận nghèo". */
static bool names_flow_of_near(const pov_reading_table *t)
{
    bool found = false;

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_meaning *leaf = &t->headings.column[c].leaf;
        found = found || (pov_meaning_is_flow(leaf) && leaf->subject == POV_OF_NEAR_POOR);
    }
    return found;
}

/* Of whom a flow is that does not say it: of the start to its left, or of the title. */
static bool is_near(const pov_reading_table *t, const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;
    bool moves = m->change == POV_FLOW_BECAME || m->change == POV_FLOW_CAME ||
                 m->change == POV_FLOW_TO_POOR || m->change == POV_FLOW_TO_NEAR;

    if (t->headings.column[item->column].leaf.of_poor && names_flow_of_near(t)) {
        return false; /* "thoát nghèo" beside "thoát cận nghèo" */
    }
    if (m->context == POV_OF_POOR || m->context == POV_OF_NEAR_POOR) {
        return m->context == POV_OF_NEAR_POOR;
    }
    if (!moves && (m->subject == POV_OF_POOR || m->subject == POV_OF_NEAR_POOR)) {
        return m->subject == POV_OF_NEAR_POOR;
    }
    bool beside = false; /* "thoát cận nghèo" */
    for (size_t c = 0; c < t->headings.count && m->of_poor; c++) {
        const pov_meaning *other = &t->headings.column[c].meaning;
        beside = beside || (pov_meaning_is_flow(other) && other->subject == POV_OF_NEAR_POOR);
    }
    if (m->of_poor && (beside || t->headings.title.meaning.subject != POV_OF_NEAR_POOR)) {
        return false; /* "thoát nghèo" right of the near-poor */
    }
    for (size_t c = item->column; c-- > 0;) {
        const pov_meaning *left = &t->headings.column[c].meaning;
        if (left->label == POV_LABEL_NONE && !left->unknown && !pov_meaning_is_flow(left) &&
            (left->subject == POV_OF_POOR || left->subject == POV_OF_NEAR_POOR)) {
            return left->subject == POV_OF_NEAR_POOR;
        }
    }
    return t->headings.title.meaning.subject == POV_OF_NEAR_POOR;
}

static bool is_held(const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;

    return pov_meaning_quantity(m, item->near, false) < POV_QUANTITY_COUNT ||
           pov_meaning_quantity(m, item->near, true) < POV_QUANTITY_COUNT ||
           (m->change == POV_FLOW_OVER && !item->near);
}

/* Whether no figure's column needs its heading understood, but those that are refused. */
bool pov_figures_are_direct(const pov_headings *h)
{
    for (size_t c = 0; c < h->count; c++) {
        const pov_table_column *column = &h->column[c];
        if (column->meaning.label == POV_LABEL_NONE && column->chosen == POV_NONE &&
            !column->meaning.unknown && !column->meaning.empty) {
            return false;
        }
    }
    return h->own;
}

/* All that a row states is of the years that it names. */
static void make_direct(const pov_reading_table *t, pov_table_item *item)
{
    const pov_table_column *column = &t->headings.column[item->column];

    if (column->meaning.label != POV_LABEL_NONE || column->meaning.empty) {
        item->why = "";
    } else if (column->chosen == POV_NONE) {
        item->why = column->why != NULL ? column->why : POV_TEXT("its heading is not known");
    } else {
        item->slot[item->slots++] =
            (pov_slot){0, (uint8_t)pov_column_get(column->chosen)->quantity};
    }
}

/* "Hộ nghèo" over or before "7,1" and "6,0", below "Tỷ lệ hộ nghèo (%)" */
static bool is_rate_of_title(const pov_headings *h, const pov_table_column *column,
                             const pov_meaning *m)
{
    return pov_subject_is_poor(m->subject) && m->said == POV_SAID_NONE &&
           m->scale == POV_SCALE_NONE && m->change == POV_CHANGE_NONE &&
           m->counted != POV_COUNTED_PERSONS && h->title.meaning.said == POV_SAID_RATE &&
           column->decimals && !column->large;
}

/* "Tỷ lệ thiếu hụt …" above columns that only name indicators, or units. */
static void take_from_title(const pov_headings *h, const pov_table_column *column, pov_meaning *m)
{
    const pov_title *title = &h->title;

    m->lacks = m->lacks || title->meaning.lacks;
    if (m->said == POV_SAID_NONE && m->scale == POV_SCALE_NONE &&
        (m->counted == POV_COUNTED_NONE || m->indicator == NULL) && !column->two &&
        (title->scale == POV_SCALE_PERCENT || column->decimals)) {
        m->said = POV_SAID_RATE;
    }
}

/* A column that states nothing in the rows of a kind has no figure there: "Giảm so với năm trước"
 * of the first year. */
static void pass_over_empty(pov_reading_table *t)
{
    const size_t count = t->headings.count;

    for (size_t i = 0; i < t->tree.count; i++) {
        for (size_t c = 0; c < count; c++) {
            pov_table_item *item = &t->item[t->line_kind[i] * count + c];
            item->stated = item->stated ||
                           !pov_cell_empty(pov_grid_cell(t->grid, t->tree.line[i].row, c).text);
        }
    }
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL && !t->item[i].stated) {
            t->item[i].why = "";
        }
    }
}

pov_status pov_figures_make(pov_reading_table *t, pov_error *err)
{
    const pov_headings *h = &t->headings;

    const size_t years = h->at[POV_LABEL_YEAR];
    const bool rows_have_years = years != POV_NONE && years != h->main;

    t->item = pov_arena_alloc(&t->arena, (t->row_kinds * h->count + 1) * sizeof *t->item);
    if (t->item == NULL) {
        return pov_no_memory(err);
    }
    for (size_t k = 0; k < t->row_kinds; k++) {
        for (size_t c = 0; c < h->count; c++) {
            const pov_table_column *column = &h->column[c];
            pov_table_item *item = &t->item[t->items++];
            *item = (pov_table_item){
                .column = c, .kind = k, .second = column->two ? POV_PERSONS : POV_QUANTITY_COUNT};
            item->meaning = t->row_kind[k].subject != POV_OF_NONE && column->own ? column->plain
                                                                                 : column->meaning;
            if (t->direct) {
                make_direct(t, item);
                continue;
            }
            if (column->meaning.label != POV_LABEL_NONE || !column->filled) {
                item->why = "";
                continue;
            }
            if (column->chosen != POV_NONE) {
                item->meaning = meaning_of_quantity(pov_column_get(column->chosen)->quantity);
                item->meaning.year = column->meaning.year;
                if (item->meaning.change != POV_CHANGE_NONE) {
                    item->meaning.role = column->meaning.role; /* "Kế hoạch (%)" */
                }
            }
            if (rows_have_years) { /* each row names its own */
                item->meaning.year = (pov_year){0, 0};
            }
            item->meaning = meaning_in_row(&item->meaning, &t->row_kind[k]);
            if (item->meaning.indicator != NULL || is_rate_of_title(h, column, &item->meaning)) {
                take_from_title(&t->headings, column, &item->meaning);
            }
            item->near = pov_meaning_is_flow(&item->meaning) && is_near(t, item);
            item->scale = (uint8_t)item->meaning.scale;
            const bool verdict = column->words && column->chosen == POV_NONE &&
                                 column->leaf.subject == POV_OF_NONE &&
                                 column->leaf.change == POV_CHANGE_NONE; /* "Đạt": "Không đạt" */
            if (column->why != NULL) {
                item->why = column->why;
                item->way_out = column->way_out;
            } else if (verdict) {
                item->why = POV_TEXT("povcalc holds no such figure");
            } else if (item->meaning.unknown || item->meaning.empty) {
                item->why = POV_TEXT("its heading is not known");
            } else if (item->meaning.span == POV_SPAN_ALONE &&
                       item->meaning.change != POV_CHANGE_NONE &&
                       item->meaning.change != POV_CHANGE_LEFT) {
                item->why = POV_TEXT("of a quarter or month alone, not of the year up to its end");
            } else if (!is_held(item)) {
                item->why = POV_TEXT("povcalc holds no such figure");
            }
        }
    }
    if (t->row_kinds > 1) {
        pass_over_empty(t);
    }
    return POV_OK;
}

/* A table of indicators is of deprivation; its other counts are those of its populations. */
void pov_figures_find_kind(pov_reading_table *t)
{
    t->holds =
        t->headings.at[POV_LABEL_INDICATOR_ID] != POV_NONE ? POV_FILE_DEPRIVATION : POV_FILE_PLAN;
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL && t->item[i].meaning.indicator != NULL) {
            t->holds = POV_FILE_DEPRIVATION;
        }
    }
}

/* "Trở thành cận nghèo" and "vượt chuẩn cận nghèo" are all that escaped, where no column has them
 * together. */
void pov_figures_join_escapes(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *over = &t->item[i];
        bool together = false;
        if (over->why != NULL || over->meaning.change != POV_FLOW_OVER) {
            continue;
        }
        for (size_t k = 0; k < t->items; k++) {
            together = together || (t->item[k].why == NULL && t->item[k].kind == over->kind &&
                                    t->item[k].near == over->near &&
                                    t->item[k].meaning.change == POV_FLOW_ESCAPED);
        }
        for (size_t k = 0; k < t->items && over->near && together; k++) {
            pov_table_item *all = &t->item[k]; /* with those who became poor: not held as one */
            if (all->kind == over->kind && all->near && all->meaning.change == POV_FLOW_ESCAPED &&
                all->why == NULL) {
                all->why = POV_TEXT("its parts are in other columns");
            }
        }
        for (size_t k = 0; k < t->items && !together && !over->near; k++) {
            pov_table_item *other = &t->item[k];
            if (other->why == NULL && other->kind == over->kind && other->slots > 0 &&
                other->meaning.change == POV_FLOW_TO_NEAR && other->slots + 1 < POV_SLOTS_MAX) {
                pov_slot slot = {other->slot[0].frame, POV_ESCAPED};
                other->slot[other->slots++] = slot;
                over->slot[over->slots++] = slot;
                break;
            }
        }
        if (over->slots == 0) {
            over->why = POV_TEXT("povcalc holds no such figure");
        }
    }
}

/* ---- two columns for one figure ---- */

static bool share_slot(const pov_reading_table *t, const pov_table_item *a, const pov_table_item *b,
                       pov_quantity *quantity)
{
    if (!pov_same_text(a->meaning.group, b->meaning.group) ||
        a->meaning.standard != b->meaning.standard || a->kind != b->kind ||
        !pov_same_text(t->headings.column[a->column].place, t->headings.column[b->column].place) ||
        !pov_same_text(a->meaning.indicator, b->meaning.indicator) ||
        (a->meaning.indicator != NULL && a->meaning.subject != b->meaning.subject)) {
        return false;
    }
    for (size_t i = 0; i < a->slots; i++) {
        for (size_t k = 0; k < b->slots; k++) {
            if (a->slot[i].frame == b->slot[k].frame &&
                a->slot[i].quantity == b->slot[k].quantity &&
                !(a->slot[i].quantity == POV_ESCAPED &&
                  (a->meaning.change == POV_FLOW_OVER || b->meaning.change == POV_FLOW_OVER))) {
                *quantity = (pov_quantity)a->slot[i].quantity;
                return true;
            }
        }
    }
    return false;
}

static bool same_cells(const pov_reading_table *t, size_t a, size_t b)
{
    for (size_t r = t->shape->body; r < t->shape->body_end; r++) {
        if (strcmp(pov_grid_cell(t->grid, r, a).text, pov_grid_cell(t->grid, r, b).text) != 0) {
            return false;
        }
    }
    return true;
}

/* Whether two columns with two figures in a cell, "48/612" and "50/612", hold the same one of them
 * in each row: then the second column need not give it. */
static bool drop_shared(const pov_reading_table *t, const pov_table_item *first,
                        pov_table_item *second, pov_quantity quantity)
{
    size_t kept = 0;

    if (first->second != quantity || second->second != quantity) {
        return false;
    }
    for (size_t r = t->shape->body; r < t->shape->body_end; r++) {
        const pov_source_cell a = pov_grid_cell(t->grid, r, first->column);
        const pov_source_cell b = pov_grid_cell(t->grid, r, second->column);
        pov_stated one = {0}, other = {0};
        bool no_one = false, no_other = false;
        if (pov_table_item_read(first, quantity, &a, &one, &no_one, NULL) !=
                pov_table_item_read(second, quantity, &b, &other, &no_other, NULL) ||
            no_one != no_other || one.face != other.face || one.face_high != other.face_high) {
            return false;
        }
    }
    for (size_t s = 0; s < second->slots; s++) {
        if (second->slot[s].quantity != quantity) {
            second->slot[kept++] = second->slot[s];
        }
    }
    second->slots = kept;
    return true;
}

static pov_status refuse_second(pov_reader *l, size_t first, size_t second, const char *name,
                                pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "means the column %s, as \"%s\" in column %zu does",
                   name, h->column[first].heading, first + 1);
    if (h->column[second].meaning.label == POV_LABEL_UNIT) {
        pov_error_hint(&problem, "of a list of units under others, say which is which: --column "
                                 "unit=HEADING --column parent=HEADING");
    } else if (strcmp(h->column[first].heading, h->column[second].heading) == 0) {
        pov_error_hint(&problem, "--column %s=#%zu or --column %s=#%zu says which one is meant",
                       name, first + 1, name, second + 1);
    } else {
        pov_error_hint(&problem, "--column %s=HEADING says which one is meant", name);
    }
    return pov_reader_add_problem(l, &problem, h->line, second, err);
}

/* Below povcalc's own headings no two columns name the row. */
static pov_status refuse_second_labels(pov_reader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK && h->own; c++) {
        const pov_label label = h->column[c].meaning.label;
        const size_t first = label != POV_LABEL_NONE ? h->at[label] : c;
        if (first != c && label != POV_LABEL_IGNORED && label != POV_LABEL_SERIAL &&
            label != POV_LABEL_COMPUTED) {
            const size_t column = h->column[h->column[c].chosen != POV_NONE ? c : first].chosen;
            status = refuse_second(l, first, c,
                                   column != POV_NONE ? pov_column_get(column)->info.name
                                                      : h->column[first].heading,
                                   err);
        }
    }
    return status;
}

pov_status pov_figures_settle_doubles(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status = refuse_second_labels(l, err);

    for (size_t i = 0; i < t->items && status == POV_OK; i++) {
        for (size_t k = 0; k < i && status == POV_OK; k++) {
            pov_table_item *first = &t->item[k], *second = &t->item[i];
            pov_quantity quantity = POV_QUANTITY_COUNT;
            if (first->why != NULL || second->why != NULL ||
                !share_slot(t, first, second, &quantity)) {
                continue;
            }
            bool chosen = pov_column_is_choice(&t->headings.column[first->column]);
            bool other = pov_column_is_choice(&t->headings.column[second->column]);
            if (chosen != other) {
                (chosen ? second : first)->why = chosen_over;
            } else if (first->meaning.yearly != second->meaning.yearly) {
                (first->meaning.yearly ? first : second)->why =
                    POV_TEXT("what it is in all is in another column");
            } else if (!t->headings.own && same_cells(t, first->column, second->column)) {
                second->why = POV_TEXT("the same figures are in another column");
            } else if (!drop_shared(t, first, second, quantity)) {
                second->why = "";
                status = refuse_second(l, first->column, second->column,
                                       pov_quantity_get(quantity)->name, err);
            }
        }
    }
    return status;
}

/* What an item's figures are, as far as its heading says it alone. */
static pov_quantity quantity_of(const pov_reading_table *t, const pov_table_item *item)
{
    const size_t chosen = t->headings.column[item->column].chosen;

    return chosen != POV_NONE ? pov_column_get(chosen)->quantity
                              : pov_meaning_quantity(&item->meaning, item->near, false);
}

/* "Kết quả giảm" beside the chosen "Kế hoạch giảm tỉnh giao", or the same of another year. */
static bool is_of_another_end(const pov_meaning *chosen, const pov_meaning *other)
{
    const bool roles = chosen->role != POV_ROLE_NONE && other->role != POV_ROLE_NONE;
    const bool years = chosen->year.year != 0 && other->year.year != 0;

    return (roles && chosen->role != other->role) ||
           (years && pov_year_compare(chosen->year, other->year) != 0);
}

/* A column that --column chose takes the place of all that mean the same. */
void pov_figures_prefer_chosen(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *chosen = &t->item[i];
        if (!pov_column_is_choice(&t->headings.column[chosen->column]) || chosen->why != NULL) {
            continue;
        }
        pov_quantity quantity = pov_column_get(t->headings.column[chosen->column].chosen)->quantity;
        for (size_t k = 0; k < t->items; k++) {
            pov_table_item *other = &t->item[k];
            if (other->why == NULL && !pov_column_is_choice(&t->headings.column[other->column]) &&
                other->meaning.group == NULL && other->meaning.standard == 0 &&
                !is_of_another_end(&chosen->meaning, &other->meaning) &&
                quantity_of(t, other) == quantity) {
                other->why = chosen_over;
            }
        }
    }
}

/* ---- cells with two figures ---- */

/* "112 (5,98%)", "112/5,98" */
static bool is_rate_second(const char *cell)
{
    const char *comma = strrchr(cell, ',');

    return strpbrk(cell, "(%") != NULL ||
           (comma != NULL && strspn(comma + 1, "0123456789") % 3 != 0);
}

void pov_figures_find_seconds(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *item = &t->item[i];
        if (item->why != NULL || !t->headings.column[item->column].two || item->slots == 0) {
            continue;
        }
        size_t r = t->shape->body;
        pov_source_cell sample = pov_grid_cell(t->grid, r, item->column);
        while (r + 1 < t->shape->body_end && (pov_cell_looks(&sample) != POV_LOOKS_NUMBER ||
                                              strpbrk(sample.text, "(/") == NULL)) {
            sample = pov_grid_cell(t->grid, ++r, item->column);
        }
        const char *cell = sample.text;
        pov_quantity first = (pov_quantity)item->slot[0].quantity;
        const pov_quantity_info *info = pov_quantity_get(first);
        pov_quantity second = POV_QUANTITY_COUNT;
        if (info->subject < POV_MEASURE_COUNT && info->kind == POV_KIND_COUNT) {
            bool left = info->aspect == POV_REMAINING;
            if (is_rate_second(cell)) {
                second = pov_quantity_of(info->subject, left ? POV_REMAINING_SHARE : POV_RATE);
                second = info->aspect == POV_REDUCTION ? POV_QUANTITY_COUNT : second;
            } else if (!item->meaning.pair) {
                second = left ? POV_TARGET_HOUSEHOLDS : POV_HOUSEHOLDS;
            }
        }
        const bool some = info->subject < POV_MEASURE_COUNT || first == POV_HOUSEHOLDS;
        if (item->meaning.pair && some && second == POV_QUANTITY_COUNT) {
            item->second = POV_PERSONS;
            second = first == POV_HOUSEHOLDS ? POV_PERSONS
                     : first == POV_POOR     ? POV_POOR_PERSONS
                                             : POV_QUANTITY_COUNT;
            if (second == POV_QUANTITY_COUNT) {
                continue; /* persons of others are not held */
            }
        }
        if (second == POV_QUANTITY_COUNT) {
            item->why = POV_TEXT("two figures in a cell");
            continue;
        }
        item->second = (uint8_t)second;
        size_t slots = item->slots;
        for (size_t s = 0; s < slots && item->slots < POV_SLOTS_MAX; s++) {
            item->slot[item->slots++] = (pov_slot){item->slot[s].frame, (uint8_t)second};
        }
    }
}

/* ---- the counts that the tree is confirmed by ---- */

/* The counts that parts add up to: of all rows, of the whole unit. */
static size_t choose_sums(const pov_reading_table *t, const pov_table_item **sum)
{
    size_t count = 0;

    for (size_t c = 0; c < t->headings.count && count < POV_TREE_SUMS; c++) {
        const pov_table_item *item = pov_table_item_of(t, 0, c);
        if (item->why != NULL || item->slots == 0 || item->meaning.group != NULL) {
            continue;
        }
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)item->slot[0].quantity);
        if (info->kind == POV_KIND_COUNT && info->subject != POV_SUBJECT_PERSONS &&
            info->subject != POV_SUBJECT_POOR_PERSONS) {
            sum[count++] = item;
        }
    }
    return count;
}

void pov_figures_read_sums(pov_reading_table *t)
{
    const pov_table_item *sum[POV_TREE_SUMS];
    size_t sums = choose_sums(t, sum);

    for (size_t i = 0; i < t->tree.count; i++) {
        pov_line *line = &t->tree.line[i];
        if (t->line_kind[i] != 0) {
            continue;
        }
        for (size_t k = 0; k < sums; k++) {
            pov_source_cell cell = pov_grid_cell(t->grid, line->row, sum[k]->column);
            pov_stated stated;
            bool missing = false;
            line->has[k] = pov_table_item_read(sum[k], (pov_quantity)sum[k]->slot[0].quantity,
                                               &cell, &stated, &missing, NULL) &&
                           !missing && stated.qualifier == POV_EXACTLY;
            line->sum[k] = line->has[k] ? stated.face : 0;
        }
    }
}

/* ---- what is refused, and what is only noted ---- */

/* A column that nobody knows; `line` is of the heading, or of the cell that has none. */
pov_status pov_figures_refuse_unknown(pov_reader *l, size_t line, size_t c, pov_error *err)
{
    const pov_table_column *column = &l->t->headings.column[c];
    pov_error problem = POV_ERROR_INIT;

    if (column->meaning.empty) {
        (void)pov_fail(&problem, POV_ERR_DATA, "a cell below an empty heading");
        pov_error_hint(&problem,
                       "give the column a heading in line %zu; --column NAME=#%zu says what it is, "
                       "--ignore-unknown passes over it",
                       l->t->headings.line, c + 1);
    } else {
        (void)pov_fail(&problem, POV_ERR_DATA, "unknown column");
        if (!pov_error_suggest(&problem, pov_column_nearest(column->heading, l->t->holds))) {
            pov_error_hint(
                &problem,
                l->t->holds == POV_FILE_PLAN
                    ? POV_TEXT("\"povcalc help columns\" lists the columns; --column NAME=HEADING "
                               "says which one is meant, --ignore-unknown passes over the others")
                    : POV_TEXT("\"povcalc help columns deprivation\" lists the columns; --column "
                               "NAME=HEADING says which one is meant, --ignore-unknown passes over "
                               "the others"));
        }
    }
    return pov_reader_add_problem(l, &problem, line, c, err);
}

/* A heading that would mean a column for which another one was chosen. */
static pov_status note_chosen(pov_reader *l, size_t c, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    const pov_quantity quantity = quantity_of(l->t, pov_table_item_of(l->t, 0, c));
    pov_error note = POV_ERROR_INIT;

    for (size_t i = 0; i < h->count; i++) {
        if (pov_column_is_choice(&h->column[i]) &&
            pov_column_get(h->column[i].chosen)->quantity == quantity &&
            pov_column_get(h->column[i].chosen)->label == POV_LABEL_NONE) {
            (void)pov_fail(&note, POV_ERR_DATA, "is passed over, as --column chose \"%s\" for %s",
                           h->column[i].heading, pov_column_get(h->column[i].chosen)->info.name);
            pov_error_place(&note, l->file, h->line, c + 1, h->column[c].heading);
            return pov_reader_add_note(l, &note, h->line, err);
        }
    }
    return POV_OK;
}

/* A heading that can mean two things, and the option that says which. */
static pov_status note_open(pov_reader *l, size_t c, const pov_table_item *item, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_DATA, "\"%s\" is passed over: %s", h->column[c].heading,
                   pov_translate(item->why));
    pov_error_hint(&note, "%s", pov_translate(item->way_out));
    pov_error_place(&note, l->file, h->line, c + 1, NULL);
    return pov_reader_add_note(l, &note, h->line, err);
}

static bool has_digits(const pov_reading_table *t, size_t line, size_t column)
{
    const pov_source_cell cell = pov_grid_cell(t->grid, t->tree.line[line].row, column);

    return strpbrk(cell.text, "0123456789") != NULL;
}

static bool is_column_read(const pov_reading_table *t, size_t column)
{
    bool used = false;

    for (size_t k = 0; k < t->row_kinds && !used; k++) {
        used = pov_table_item_of(t, k, column)->why == NULL;
    }
    return used;
}

const char *pov_figures_line_why(const pov_reading_table *t, size_t line)
{
    const char *why = NULL;

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_item *item = pov_table_item_of(t, t->line_kind[line], c);
        if (t->headings.column[c].meaning.label != POV_LABEL_NONE || !has_digits(t, line, c)) {
            continue;
        }
        if (item->why == NULL && item->slots > 0) {
            return NULL;
        }
        why = why != NULL ? why
              : item->why != NULL && item->why[0] != '\0'
                  ? item->why
                  : POV_TEXT("povcalc holds no such figure");
    }
    return why;
}

const char *pov_figures_line_label(const pov_reading_table *t, size_t line)
{
    const size_t columns[] = {t->headings.main, t->headings.at[POV_LABEL_BREAKDOWN]};
    const char *label = "";

    for (size_t i = 0; i < POV_LENGTH(columns) && label[0] == '\0'; i++) {
        label = columns[i] != POV_NONE
                    ? pov_grid_cell(t->grid, t->tree.line[line].row, columns[i]).text
                    : "";
    }
    return label;
}

#define NAMES_MOST 200 /* bytes of names after which no other is begun */

/* What is passed over, each name once. */
typedef struct passed_over {
    const char *named[6];
    pov_buffer names; /* quoted, with commas */
    size_t count, all;
    bool ended;  /* not all are named: a heading is not cut, and a message has an end */
    size_t line; /* of the first one */
} passed_over;

static void pass_over(passed_over *p, const char *name, size_t line)
{
    size_t k = 0;

    p->line = p->all++ == 0 ? line : p->line;
    while (k < p->count && k < POV_LENGTH(p->named) && strcmp(p->named[k], name) != 0) {
        k++;
    }
    if (p->ended) {
        return;
    }
    if (k == POV_LENGTH(p->named) || (k == p->count && p->names.length > NAMES_MOST)) {
        pov_buffer_text(&p->names, ", ...");
        p->ended = true;
    } else if (k == p->count) {
        pov_buffer_format(&p->names, "%s\"%s\"", k > 0 ? ", " : "", name);
        p->named[p->count++] = name;
    }
}

static pov_status end_passing(pov_reader *l, passed_over *p, pov_error *note, pov_error *err)
{
    const bool failed = p->names.failed;
    const pov_status status =
        note->code != POV_OK && !failed ? pov_reader_add_note(l, note, p->line, err) : POV_OK;

    pov_buffer_fini(&p->names);
    return failed ? pov_no_memory(err) : status;
}

/* Figures of a row that are passed over in columns that are read: those who are to escape, beside
 * those who did. */
static void pass_figures(const pov_reading_table *t, size_t line, passed_over *figures)
{
    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_item *item = pov_table_item_of(t, t->line_kind[line], c);
        if (item->why != NULL && item->why[0] != '\0' && has_digits(t, line, c) &&
            is_column_read(t, c)) {
            pass_over(figures, pov_figures_line_label(t, line),
                      t->grid->row[t->tree.line[line].row].line);
        }
    }
}

/* Rows that say themselves what they count, and of which nothing is read, or not all. */
static pov_status note_rows(pov_reader *l, pov_error *err)
{
    const pov_reading_table *t = l->t;
    pov_error of_rows = POV_ERROR_INIT, of_figures = POV_ERROR_INIT;
    passed_over rows = {0}, figures = {0};

    for (size_t i = 0; i < t->tree.count; i++) {
        if ((!t->lone && t->line_kind[i] == 0) || t->tree.line[i].passed) {
            continue;
        }
        if (pov_figures_line_why(t, i) == NULL) {
            pass_figures(t, i, &figures);
        } else {
            pass_over(&rows, pov_figures_line_label(t, i), t->grid->row[t->tree.line[i].row].line);
        }
    }
    if (rows.all > 0) {
        (void)pov_fail(&of_rows, POV_ERR_DATA,
                       "rows that are passed over: %zu, %s (\"povcalc tables\" says why)", rows.all,
                       pov_buffer_get(&rows.names));
    }
    if (figures.all > 0) {
        (void)pov_fail(
            &of_figures, POV_ERR_DATA,
            "figures that are passed over: %zu, in the rows %s (\"povcalc tables\" shows "
            "what is read)",
            figures.all, pov_buffer_get(&figures.names));
    }
    const pov_status status = end_passing(l, &rows, &of_rows, err);
    const pov_status other = end_passing(l, &figures, &of_figures, err);
    return status == POV_OK ? other : status;
}

/* Columns that are passed over: an error in a plain table, a note in an official one. */
pov_status pov_figures_judge(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    const pov_headings *h = &t->headings;
    pov_error note = POV_ERROR_INIT;
    passed_over columns = {0};
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK; c++) {
        const pov_table_column *column = &h->column[c];
        const bool used = column->meaning.label != POV_LABEL_NONE ||
                          (h->own ? column->meaning.empty : !column->filled) ||
                          is_column_read(t, c);
        const pov_table_item *first = NULL;
        for (size_t k = 0; k < t->row_kinds && !used && first == NULL; k++) {
            const pov_table_item *item = pov_table_item_of(t, k, c);
            first = item->why[0] != '\0' ? item : NULL;
        }
        if (first == NULL) {
            continue;
        }
        if (first->why == chosen_over) {
            status = note_chosen(l, c, err);
            continue;
        }
        if (first->way_out != NULL) {
            status = note_open(l, c, first, err);
            continue;
        }
        bool unknown = column->meaning.unknown || column->meaning.empty;
        if (unknown && column->why == NULL && !l->options->ignore_unknown &&
            (!t->official || column->meaning.empty)) {
            status = pov_figures_refuse_unknown(l, h->line, c, err);
            continue;
        }
        pass_over(&columns, column->heading, h->line);
    }
    if (status == POV_OK && columns.all > 0 && !l->options->ignore_unknown) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "columns that are passed over: %zu, %s (\"povcalc tables\" says why)",
                       columns.all, pov_buffer_get(&columns.names));
    }
    const pov_status ended = end_passing(l, &columns, &note, err);
    status = status == POV_OK ? ended : status;
    if (status == POV_OK && !h->own && !l->options->ignore_unknown) {
        status = note_rows(l, err);
    }
    return status;
}

pov_status pov_figures_refuse_doubt(pov_reader *l, const pov_table_item *item, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA,
                   "is this what was, or what is aimed at? The title speaks of a plan");
    if (l->t->lone) {
        pov_error_hint(&problem, "\"Thực hiện\" or \"Kế hoạch\" in the column's heading says it");
    } else {
        pov_error_hint(&problem,
                       "--column poor=HEADING for the state before it, --column "
                       "remaining_poor=HEADING for the aim, and so for the other columns");
    }
    return pov_reader_add_problem(l, &problem, l->t->headings.line, item->column, err);
}
