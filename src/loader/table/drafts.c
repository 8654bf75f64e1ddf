#include "loader/table/drafts.h"

#include "base/text.h"
#include "loader/table/cells.h"
#include "loader/table/describe.h"
#include "loader/table/figures.h"
#include "model/relation.h"
#include "model/totals.h"

#include <string.h>

/* Where it is printed makes no difference. */
static bool same_number(const pov_stated *a, const pov_stated *b)
{
    return a->face == b->face && a->face_high == b->face_high && a->digits == b->digits &&
           a->qualifier == b->qualifier && a->years == b->years;
}

static pov_status keep_draft(pov_reader *l, const pov_draft_at *at, pov_error *err)
{
    for (size_t i = 0; i < l->kept_count; i++) {
        pov_draft_at *kept = &l->kept[i];
        pov_row_draft *a = &kept->draft;
        const pov_row_draft *b = &at->draft;
        if (!pov_same_text(a->unit, b->unit) || !pov_same_text(a->parent, b->parent) ||
            !pov_same_text(a->group, b->group) || !pov_same_text(a->standard, b->standard) ||
            !pov_same_text(a->indicator, b->indicator) ||
            !pov_same_text(a->population, b->population) || !pov_same_text(a->counts, b->counts) ||
            pov_year_compare(a->year, b->year) != 0 ||
            pov_year_compare(a->target_year, b->target_year) != 0 || a->kind != b->kind) {
            continue;
        }
        bool equal = true;
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            equal = equal && (!pov_set_has(a->stated_set & b->stated_set, (pov_quantity)q) ||
                              same_number(&a->stated[q], &b->stated[q]));
        }
        if (!equal) {
            continue;
        }
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (pov_set_has(b->stated_set, (pov_quantity)q)) {
                a->stated[q] = b->stated[q];
            }
        }
        a->stated_set |= b->stated_set;
        return POV_OK;
    }
    if (pov_grow(&l->kept, &l->kept_capacity, l->kept_count + 1, sizeof *l->kept) != POV_OK) {
        return pov_no_memory(err);
    }
    l->kept[l->kept_count++] = *at;
    return POV_OK;
}

static const char *copy(pov_reader *l, const char *text, bool *failed)
{
    if (text == NULL) {
        return NULL;
    }
    const char *kept = pov_arena_text(&l->plan->arena, text, strlen(text));
    *failed = *failed || kept == NULL;
    return kept;
}

/* The population of a deprivation figure: NULL for a figure of a plan. */
static const char *population_of(const pov_reading_table *t, const pov_table_item *item)
{
    pov_subject subject = item->meaning.subject;

    if (item->meaning.indicator == NULL) {
        return NULL;
    }
    subject = subject >= POV_OF_POOR ? subject : t->headings.title.meaning.subject;
    return subject == POV_OF_NEAR_POOR    ? "near_poor"
           : subject == POV_OF_MULTI_POOR ? "poor_and_near_poor"
                                          : "poor";
}

static pov_status add_people(pov_reader *l, pov_people people)
{
    size_t i = 0;

    while (i < l->people_count &&
           (l->people[i].measure != people.measure ||
            (l->people[i].frame != people.frame && l->people[i].frame != POV_NONE) ||
            !pov_same_text(l->people[i].place, people.place))) {
        i++;
    }
    if (i == l->people_count) {
        if (pov_grow(&l->people, &l->people_capacity, i + 1, sizeof *l->people) != POV_OK) {
            return POV_ERR_NOMEM;
        }
        l->people_count++;
    }
    l->people[i] = people;
    return POV_OK;
}

/* How many households a population has: deprivation rows of the unit state it too. */
static pov_status keep_people(pov_reader *l, const pov_draft_key *key, const pov_slot *slot,
                              const pov_stated *stated)
{
    const pov_quantity_info *info = pov_quantity_get((pov_quantity)slot->quantity);

    if (key->group != NULL || info->aspect != POV_COUNT || info->kind != POV_KIND_COUNT ||
        info->subject >= POV_MEASURE_COUNT) {
        return POV_OK;
    }
    return add_people(l, (pov_people){info->subject, slot->frame, key->place, *stated});
}

/* Those of the draft's own year, or the only ones. */
static const pov_people *people_of(const pov_reader *l, const pov_draft_at *at, pov_measure measure)
{
    const pov_people *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < l->people_count; i++) {
        const pov_people *people = &l->people[i];
        if (people->measure == measure && pov_same_text(people->place, at->key.place)) {
            if (people->frame == at->frame) {
                return people;
            }
            found = people;
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

static pov_status name_people(pov_reader *l)
{
    static const char *const names[] = {"poor", "near_poor", "poor_and_near_poor"};

    for (size_t i = 0; i < l->drafts; i++) {
        pov_row_draft *d = &l->draft[i].draft;
        for (int m = 0; m < POV_MEASURE_COUNT && d->indicator != NULL; m++) {
            const pov_people *people =
                pov_same_text(d->population, names[m]) && l->draft[i].key.group == NULL
                    ? people_of(l, &l->draft[i], (pov_measure)m)
                    : NULL;
            if (people != NULL) {
                d->stated[POV_HOUSEHOLDS] = people->stated;
                d->stated_set |= pov_set_of(POV_HOUSEHOLDS);
            }
        }
    }
    l->people_count = 0;
    const int64_t poor = l->t->lone ? l->t->headings.title.poor : -1;
    return poor < 0 ? POV_OK
                    : add_people(l, (pov_people){.measure = POV_MEASURE_POOR,
                                                 .frame = POV_NONE,
                                                 .stated = {.face = poor, .face_high = poor}});
}

/* The column that a draft's figure is from. */
static size_t column_of_figure(const pov_reader *l, const pov_draft_at *at, pov_quantity quantity)
{
    const pov_reading_table *t = l->t;

    for (size_t i = 0; i < t->items; i++) {
        for (size_t s = 0; t->item[i].why == NULL && s < t->item[i].slots; s++) {
            if (t->item[i].slot[s].quantity == (uint8_t)quantity &&
                t->item[i].slot[s].frame == at->frame) {
                return t->item[i].column;
            }
        }
    }
    return POV_NONE;
}

static bool states_yearly(const pov_row_draft *d)
{
    bool yearly = false;

    for (size_t q = 0; d->stated_set >> q != 0; q++) {
        yearly = yearly || (pov_set_has(d->stated_set, (pov_quantity)q) && d->stated[q].years > 0);
    }
    return yearly;
}

/* Rates beside their counts, 0.0797 for 7.97%; and figures per year, of how many years? */
static pov_status check_draft(pov_reader *l, pov_draft_at *at, pov_error *err)
{
    const pov_row_draft *d = &at->draft;
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_RATIO_COUNT && status == POV_OK; i++) {
        pov_quantity rate = pov_ratios[i].rate;
        if (!pov_set_has(d->stated_set, rate) || !pov_set_has(d->stated_set, pov_ratios[i].count) ||
            !pov_set_has(d->stated_set, pov_ratios[i].households) ||
            !pov_rate_is_fraction(&d->stated[rate], &d->stated[pov_ratios[i].count],
                                  &d->stated[pov_ratios[i].households])) {
            continue;
        }
        size_t column = column_of_figure(l, at, rate);
        const char *cell = "";
        for (size_t k = 0; k < l->t->tree.count; k++) {
            if (l->grid->row[l->t->tree.line[k].row].line == d->line) {
                cell = pov_grid_cell(l->grid, l->t->tree.line[k].row, column).text;
            }
        }
        if (column == POV_NONE || strchr(cell, '%') != NULL || strchr(cell, '(') != NULL) {
            continue; /* "0,08%" is no fraction, only wrong */
        }
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "expected a rate in percent, found \"%s\"", cell);
        pov_error_hint(&problem, "a fraction? 100 times it fits the row's counts");
        status = pov_reader_add_problem(l, &problem, d->line, column, err);
    }
    if (status != POV_OK || !states_yearly(d)) {
        return status;
    }
    pov_error years = POV_ERROR_INIT;
    if (pov_draft_count_years(&at->draft, &years) != POV_OK) {
        pov_quantity quantity = pov_quantity_find(years.field);
        years.field[0] = '\0';
        status = pov_reader_add_problem(l, &years, d->line, column_of_figure(l, at, quantity), err);
    }
    return status;
}

static const char *heading_of(const pov_reader *l, const pov_draft_at *at, pov_quantity quantity)
{
    size_t c = column_of_figure(l, at, quantity);

    return c < l->t->headings.count ? l->t->headings.column[c].heading : NULL;
}

static pov_status read_multi(pov_reader *l, pov_draft_at *at, pov_error *err)
{
    const pov_quantity_set multi = pov_set_of(POV_MULTI_POOR) | pov_set_of(POV_MULTI_POOR_RATE);
    bool taken;

    if ((at->draft.stated_set & multi) == 0) {
        return POV_OK;
    }
    pov_error note = POV_ERROR_INIT;
    if (pov_multi_read(&at->draft, heading_of(l, at, POV_MULTI_POOR),
                       heading_of(l, at, POV_MULTI_POOR_RATE), &taken, &note) != POV_OK) {
        return pov_no_memory(err);
    }
    if (!taken || l->told_multi) {
        return POV_OK;
    }
    l->told_multi = true;
    return pov_reader_add_note(l, &note, at->draft.line, err);
}

static bool is_beside(const pov_draft_at *one, const pov_draft_at *other)
{
    return one->frame == other->frame && pov_same_text(one->key.group, other->key.group) &&
           pov_same_text(one->key.place, other->key.place);
}

/* Whether what names no standard goes by the one national standard that stands beside it: "Số hộ
 * nghèo" above "Tỷ lệ hộ nghèo (chuẩn 2022-2025)", unless both say one figure. */
static bool goes_by_only_standard(const pov_reader *l, const pov_draft_at *unnamed)
{
    const pov_draft_at *only = NULL;
    size_t named = 0;

    for (size_t k = 0; k < l->drafts; k++) {
        if (l->draft[k].key.standard != NULL && is_beside(&l->draft[k], unnamed)) {
            only = &l->draft[k];
            named++;
        }
    }
    return named == 1 && pov_text_begins(only->key.standard, "vn-") &&
           (only->draft.stated_set & unnamed->draft.stated_set) == 0;
}

static void add_draft(pov_row_draft *to, const pov_row_draft *from)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (pov_set_has(from->stated_set & ~to->stated_set, (pov_quantity)q)) {
            to->stated[q] = from->stated[q];
            to->stated_set |= pov_set_of((pov_quantity)q);
        }
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        to->against_parent[m] =
            to->against_parent[m] != 0 ? to->against_parent[m] : from->against_parent[m];
    }
    to->line = from->line < to->line ? from->line : to->line;
}

/* Households beside figures by two standards are those of both: "Tổng số hộ", then "Chuẩn trung
 * ương", "Chuẩn Thành phố". */
static void share_among_standards(pov_reader *l)
{
    const pov_quantity_set people = pov_set_of(POV_HOUSEHOLDS) | pov_set_of(POV_PERSONS);

    for (size_t i = 0; i < l->drafts; i++) {
        const pov_draft_at *unnamed = &l->draft[i];
        const pov_quantity_set stated = unnamed->draft.stated_set;
        bool shared = false;
        if (unnamed->key.standard != NULL || stated == 0 ||
            ((stated & ~people) != 0 && !goes_by_only_standard(l, unnamed))) {
            continue;
        }
        for (size_t k = 0; k < l->drafts; k++) {
            if (l->draft[k].key.standard != NULL && is_beside(&l->draft[k], unnamed)) {
                add_draft(&l->draft[k].draft, &unnamed->draft);
                shared = true;
            }
        }
        if (shared) {
            memmove(&l->draft[i], &l->draft[i + 1], (--l->drafts - i) * sizeof *l->draft);
            i--;
        }
    }
}

pov_status pov_drafts_flush(pov_reader *l, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_LABEL_COUNT; i++) {
        if (l->text[i].failed) {
            return pov_no_memory(err);
        }
    }

    if (l->t->holds == POV_FILE_DEPRIVATION) {
        if (name_people(l) != POV_OK) {
            return pov_no_memory(err);
        }
    } else if (!l->t->direct) {
        share_among_standards(l);
    }

    for (size_t i = 0; i < l->drafts && status == POV_OK; i++) {
        status = check_draft(l, &l->draft[i], err);
        if (status == POV_OK) {
            status = read_multi(l, &l->draft[i], err);
        }
    }
    for (size_t i = 0; i < l->drafts && status == POV_OK && l->first.code == POV_OK; i++) {
        pov_draft_at *at = &l->draft[i];
        if (l->several) {
            pov_row_draft *d = &at->draft;
            bool failed = false;
            d->unit = copy(l, d->unit, &failed);
            d->parent = copy(l, d->parent, &failed);
            d->code = copy(l, d->code, &failed);
            d->level = copy(l, d->level, &failed);
            d->group = copy(l, d->group, &failed);
            d->standard = copy(l, d->standard, &failed);
            d->source = copy(l, d->source, &failed);
            d->note = copy(l, d->note, &failed);
            status = failed ? pov_no_memory(err) : keep_draft(l, at, err);
        } else {
            status = pov_plan_add_row(l->plan, &at->draft, err);
        }
    }
    l->drafts = 0;
    return status;
}

static pov_draft_at *draft_of(pov_reader *l, size_t frame, const pov_draft_key *key)
{
    const pov_frame *f = frame < l->t->frames ? &l->t->frame[frame] : &(pov_frame){0};
    const pov_year year = f->year.year != 0 ? f->year : l->year;
    const pov_year target = f->target.year != 0 ? f->target : l->target;

    for (size_t i = 0; i < l->drafts; i++) {
        pov_draft_at *at = &l->draft[i];
        if (at->frame == frame && pov_year_compare(at->draft.year, year) == 0 &&
            pov_year_compare(at->draft.target_year, target) == 0 &&
            pov_same_text(at->key.place, key->place) && pov_same_text(at->key.group, key->group) &&
            pov_same_text(at->key.standard, key->standard) &&
            pov_same_text(at->key.indicator, key->indicator) &&
            pov_same_text(at->key.population, key->population)) {
            return at;
        }
    }
    if (pov_grow(&l->draft, &l->draft_capacity, l->drafts + 1, sizeof *l->draft) != POV_OK) {
        return NULL;
    }
    pov_draft_at *at = &l->draft[l->drafts++];
    memset(at, 0, sizeof *at);
    at->frame = frame;
    at->key = *key;
    at->draft.indicator = key->indicator;
    at->draft.population = key->population;
    at->draft.year = year;
    at->draft.target_year = target;
    at->draft.kind = l->has_kind ? l->kind : f->kind;
    at->draft.from_aim = f->from_aim;
    return at;
}

static const char *text_at(pov_reader *l, pov_label label, size_t row)
{
    size_t column = l->t->headings.at[label];
    pov_buffer *text = &l->text[label];

    if (column == POV_NONE || column == l->t->headings.main) {
        return NULL;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    if (pov_cell_is_tidy(cell.text, cell.length)) {
        return pov_cell_empty(cell.text) ? NULL : cell.text;
    }
    pov_buffer_clear(text);
    pov_cell_text(cell.text, cell.length, text);
    return pov_cell_empty(pov_buffer_get(text)) ? NULL : pov_buffer_get(text);
}

static pov_status read_year(pov_reader *l, pov_label label, size_t row, pov_year *year,
                            pov_error *err)
{
    size_t column = l->t->headings.at[label];

    *year = (pov_year){0, 0};
    if (column == POV_NONE || column == l->t->headings.main) {
        return POV_OK;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    if (pov_year_read(cell.text, cell.length, year, NULL) != POV_INVALID) {
        return POV_OK;
    }
    pov_error problem = POV_ERROR_INIT;
    return pov_year_read(cell.text, cell.length, year, &problem) == POV_INVALID
               ? pov_reader_add_problem(l, &problem, l->grid->row[row].line, column, err)
               : POV_OK;
}

static pov_status read_row_kind(pov_reader *l, size_t row, pov_error *err)
{
    size_t column = l->t->headings.at[POV_LABEL_KIND];
    pov_end kind = POV_END_PLAN;

    l->has_kind = false;
    if (column == POV_NONE) {
        return POV_OK;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    if (pov_cell_empty(cell.text)) {
        return POV_OK;
    }
    if (pov_end_read(cell.text, &kind) != POV_OK) {
        return pov_no_memory(err);
    }
    if (kind == POV_END_COUNT) {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "expected plan, outcome or estimate, found \"%s\"",
                       cell.text);
        return pov_reader_add_problem(l, &problem, l->grid->row[row].line, column, err);
    }
    l->kind = kind;
    l->has_kind = true;
    return POV_OK;
}

/* Adds a second figure to the first: of both who escaped. */
static void add_stated(pov_row_draft *d, pov_quantity quantity, const pov_stated *stated)
{
    pov_stated *sum = &d->stated[quantity];

    if (pov_set_has(d->stated_set, quantity) && sum->qualifier == POV_EXACTLY &&
        stated->qualifier == POV_EXACTLY) {
        sum->face += stated->face;
        sum->face_high = sum->face;
        return;
    }
    *sum = *stated;
    d->stated_set |= pov_set_of(quantity);
}

/* "<parent", "thấp hơn cấp trên": POV_BELOW or POV_AT_MOST; POV_EXACTLY for any other cell. */
static uint8_t read_against_parent(const pov_source_cell *cell)
{
    static const struct {
        const char *word;
        uint8_t meaning;
    } signs[] = {{"<=", POV_AT_MOST},
                 {"≤", POV_AT_MOST},
                 {"không quá ", POV_AT_MOST},
                 {"không cao hơn ", POV_AT_MOST},
                 {"<", POV_BELOW},
                 {"thấp hơn ", POV_BELOW},
                 {"dưới ", POV_BELOW}};
    static const char *const parents[] = {"parent", "the parent", "cấp trên", "mức chung"};
    uint8_t found = POV_EXACTLY;

    if (strpbrk(cell->text, "prPR") == NULL && pov_text_is_ascii(cell->text, cell->length)) {
        return POV_EXACTLY; /* a number, nearly always */
    }
    pov_buffer folded = {0};
    pov_text_fold(cell->text, cell->length, &folded);
    for (size_t i = 0; i < POV_LENGTH(signs) && found == POV_EXACTLY; i++) {
        size_t length = strlen(signs[i].word);
        if (strncmp(pov_buffer_get(&folded), signs[i].word, length) == 0) {
            const char *rest = pov_buffer_get(&folded) + length;
            rest += strspn(rest, " ");
            for (size_t k = 0; k < POV_LENGTH(parents); k++) {
                found = strcmp(rest, parents[k]) == 0 ? signs[i].meaning : found;
            }
        }
    }
    pov_buffer_fini(&folded);
    return found;
}

/* A reduction by "1/2" is a relative one, whatever the column is. */
static bool read_part(const pov_table_item *item, const pov_source_cell *cell,
                      pov_quantity *quantity, pov_stated *stated)
{
    const pov_quantity_info *info = pov_quantity_get(*quantity);
    const bool cut =
        info->aspect == POV_PP || info->aspect == POV_REDUCTION || info->aspect == POV_RELATIVE;

    if (!cut || item->second < POV_QUANTITY_COUNT ||
        !pov_stated_read_part(cell->text, cell->length, stated)) {
        return false;
    }
    *quantity = pov_quantity_of(info->subject, POV_RELATIVE);
    return true;
}

/* "Giảm 200 hộ", "giảm từ 1-1,5%" among what is to remain says how much less. One number of
 * percent, "giảm 4,5%", may be points, a part of the poor, or what remains. */
static bool read_cut(const pov_table_item *item, const pov_source_cell *cell,
                     pov_quantity *quantity, pov_stated *stated)
{
    const pov_quantity_info *info = pov_quantity_get(*quantity);
    const bool rate = info->aspect == POV_REMAINING_SHARE;
    bool missing = false;

    if ((!rate && info->aspect != POV_REMAINING) || pov_is_digit(cell->text[0]) ||
        !pov_cell_is_cut(cell->text)) {
        return false;
    }
    const pov_quantity cut = pov_quantity_of(info->subject, rate ? POV_PP : POV_REDUCTION);
    if (cut >= POV_QUANTITY_COUNT ||
        !pov_table_item_read(item, cut, cell, stated, &missing, NULL) || missing ||
        (rate && stated->face == stated->face_high && stated->years == 0)) {
        return false;
    }
    *quantity = cut;
    return true;
}

static bool reads_as(const pov_table_item *item, pov_quantity quantity, const pov_source_cell *cell)
{
    pov_stated stated;
    bool missing = false;

    return cell->length > 0 && pov_table_item_read(item, quantity, cell, &stated, &missing, NULL) &&
           !missing;
}

/* A count and its rate that cannot be read, but could if each were in the other one's place. */
static void hint_swapped(const pov_reader *l, const pov_table_item *item, const pov_slot *slot,
                         size_t row, pov_error *problem)
{
    const pov_quantity_info *info = pov_quantity_get((pov_quantity)slot->quantity);
    const pov_source_cell mine = pov_grid_cell(l->grid, row, item->column);

    for (size_t i = 0; i < l->t->items; i++) {
        const pov_table_item *other = &l->t->item[i];
        for (size_t s = 0; other->why == NULL && other->kind == item->kind && s < other->slots;
             s++) {
            const pov_quantity_info *its = pov_quantity_get((pov_quantity)other->slot[s].quantity);
            const pov_source_cell cell = pov_grid_cell(l->grid, row, other->column);
            if (other->slot[s].frame == slot->frame && its->subject == info->subject &&
                its->kind != info->kind &&
                (its->kind == POV_KIND_RATE || info->kind == POV_KIND_RATE) &&
                !reads_as(other, (pov_quantity)other->slot[s].quantity, &cell) &&
                reads_as(item, (pov_quantity)slot->quantity, &cell) &&
                reads_as(other, (pov_quantity)other->slot[s].quantity, &mine)) {
                pov_error_hint(problem, "\"%s\" and \"%s\" seem to be swapped",
                               l->t->headings.column[item->column].heading,
                               l->t->headings.column[other->column].heading);
            }
        }
    }
}

static pov_status read_slot(pov_reader *l, const pov_table_item *item, const pov_slot *slot,
                            const pov_source_cell *cell, const pov_draft_key *key, size_t row,
                            pov_error *err)
{
    const size_t line = l->grid->row[row].line;
    pov_quantity quantity = (pov_quantity)slot->quantity;
    const pov_quantity_info *info = pov_quantity_get(quantity);
    const uint8_t against =
        info->aspect == POV_REMAINING_SHARE ? read_against_parent(cell) : POV_EXACTLY;
    pov_stated stated;
    bool missing = false;

    if (against == POV_EXACTLY && !read_part(item, cell, &quantity, &stated) &&
        !read_cut(item, cell, &quantity, &stated) &&
        !pov_table_item_read(item, quantity, cell, &stated, &missing, NULL)) {
        pov_error problem = POV_ERROR_INIT;
        hint_swapped(l, item, slot, row, &problem);
        if (info->aspect == POV_REMAINING_SHARE && pov_cell_is_cut(cell->text)) {
            pov_error_hint(&problem, "write \"còn 4,5%%\" where this rate is to remain; a cut in "
                                     "points belongs in a row or column \"Giảm (điểm %%)\"");
        }
        if (!pov_table_item_read(item, quantity, cell, &stated, &missing, &problem)) {
            return pov_reader_add_problem(l, &problem, line, item->column, err);
        }
    }
    if (missing) {
        return POV_OK;
    }
    if (l->t->holds == POV_FILE_DEPRIVATION && key->indicator == NULL) {
        return keep_people(l, key, slot, &stated) == POV_OK ? POV_OK : pov_no_memory(err);
    }
    /* a table in povcalc's own words has one frame and one key a line */
    pov_draft_at *at = l->t->direct && l->drafts == 1 ? l->draft : draft_of(l, slot->frame, key);
    if (at == NULL) {
        return pov_no_memory(err);
    }
    if (at->draft.line == 0) {
        at->draft.line = line;
    }
    if (against != POV_EXACTLY) {
        at->draft.against_parent[info->subject] = against;
    } else if (quantity == POV_ESCAPED && !l->t->direct &&
               item->meaning.change != POV_FLOW_ESCAPED) {
        add_stated(&at->draft, quantity, &stated);
    } else if (pov_set_has(at->draft.stated_set, quantity) &&
               at->draft.stated[quantity].column == (uint16_t)(item->column + 1) &&
               !same_number(&at->draft.stated[quantity], &stated)) {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA,
                       "\"%.60s\": another figure for %s than a row above says", cell->text,
                       info->name);
        pov_error_hint(&problem, "a column \"unit\" says whose figures a row has, and a column "
                                 "\"year\" when");
        return pov_reader_add_problem(l, &problem, line, item->column, err);
    } else {
        at->draft.stated[quantity] = stated;
        at->draft.stated[quantity].column = (uint16_t)(item->column + 1);
        at->draft.stated_set |= pov_set_of(quantity);
    }
    return POV_OK;
}

/* A merged cell over the rows of several units. */
static bool is_of_several(const pov_reader *l, const pov_source_cell *cell, size_t row)
{
    const pov_tree *tree = &l->t->tree;

    for (size_t k = l->unit_line + 1; cell->down > 1 && k < tree->count; k++) {
        const pov_line *other = &tree->line[k];
        if (l->grid->row[other->row].line >= l->grid->row[row].line + cell->down) {
            break;
        }
        if (other->owner == k && strcmp(other->name, tree->line[l->unit_line].name) != 0) {
            return true;
        }
    }
    return false;
}

/* The urban part of an ethnic minority has no name. */
static pov_status note_within(pov_reader *l, const pov_table_item *item, const char *group,
                              const pov_source_cell *cell, size_t row, pov_error *err)
{
    pov_error note = POV_ERROR_INIT;

    if (l->told_within || item->slots == 0 || pov_cell_looks(cell) != POV_LOOKS_NUMBER ||
        strpbrk(cell->text, "0123456789") == NULL) {
        return POV_OK;
    }
    l->told_within = true;
    (void)pov_fail(&note, POV_ERR_DATA,
                   "\"%.80s\" is passed over in rows of a part (%.40s): a group within a group is "
                   "not held",
                   l->t->headings.column[item->column].heading, pov_group_in_words(group));
    return pov_reader_add_note(l, &note, l->grid->row[row].line, err);
}

/* What left in 2024, in a table of the first months of 2025. */
static pov_status note_earlier(pov_reader *l, const pov_table_item *item, size_t row,
                               pov_error *err)
{
    pov_error note = POV_ERROR_INIT;

    if (l->told_earlier) {
        return POV_OK;
    }
    l->told_earlier = true;
    (void)pov_fail(&note, POV_ERR_DATA,
                   "\"%.80s\" is passed over in rows of %d: of all of the year, or of the months "
                   "that the title names?",
                   l->t->headings.column[item->column].heading, l->year.year);
    pov_error_hint(&note, "\"6/2024\" or \"31/12/2024\" in the column of years says it");
    return pov_reader_add_note(l, &note, l->grid->row[row].line, err);
}

static pov_status read_cell(pov_reader *l, const pov_table_item *item, size_t row,
                            const pov_draft_key *of, pov_error *err)
{
    pov_source_cell cell = pov_grid_cell(l->grid, row, item->column);
    const char *group = item->meaning.group;
    pov_draft_key key = *of;
    pov_status status = POV_OK;

    if (cell.length == 0) {
        return POV_OK;
    }
    if (group != NULL && key.group != NULL && !pov_same_text(group, key.group) &&
        !(l->undivided && pov_is_group_of_place(key.group))) {
        return note_within(l, item, key.group, &cell, row, err);
    }
    if (l->earlier && item->slots > 0 && pov_meaning_is_flow(&item->meaning) &&
        !item->meaning.full && item->meaning.year.month == 0 &&
        item->meaning.moment != POV_AT_DURING) {
        return note_earlier(l, item, row, err);
    }
    if (item->slots > 0 && is_of_several(l, &cell, row)) {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA,
                       "\"%.60s\" is in a merged cell over the rows of several units: whose figure "
                       "is it?",
                       cell.text);
        pov_error_hint(&problem, "undo the merging: a unit's own figure is in its own row, one of "
                                 "all of them in a row of their sum");
        return pov_reader_add_problem(l, &problem, l->grid->row[row].line, item->column, err);
    }
    if (!l->t->direct) {
        key.group = group != NULL ? group : key.group;
        key.standard =
            pov_table_item_standard(item) != NULL ? pov_table_item_standard(item) : key.standard;
        key.indicator = item->meaning.indicator;
        key.population = population_of(l->t, item);
        key.place = l->t->headings.column[item->column].place;
    }
    for (size_t s = 0; s < item->slots && status == POV_OK; s++) {
        status = read_slot(l, item, &item->slot[s], &cell, &key, row, err);
    }
    return status;
}

static const char *name_of(const pov_reading_table *t, size_t line)
{
    const pov_line *at = &t->tree.line[line];

    return !t->lone ? at->name : at->head != NULL ? at->head : t->unit;
}

/* Names unit, parent and the rest in the drafts of a line that are new. */
static void name_drafts(pov_reader *l, size_t unit, const char *parent, size_t row)
{
    const char *code = text_at(l, POV_LABEL_CODE, row);
    const char *level = text_at(l, POV_LABEL_LEVEL, row);
    const char *source = text_at(l, POV_LABEL_SOURCE, row);
    const char *note = text_at(l, POV_LABEL_NOTE, row);

    for (size_t i = 0; i < l->drafts; i++) {
        pov_row_draft *d = &l->draft[i].draft;
        if (d->unit != NULL) {
            continue;
        }
        const char *place = l->draft[i].key.place, *whole = l->t->headings.whole;
        d->unit = place != NULL ? place : name_of(l->t, unit);
        d->parent = place != NULL && whole != NULL && !pov_same_text(place, whole) ? whole : parent;
        d->parent_inferred = parent != NULL && l->t->headings.at[POV_LABEL_PARENT] == POV_NONE;
        d->code = code;
        d->level = level;
        d->group = l->draft[i].key.group;
        d->standard = l->draft[i].key.standard;
        d->dimension = text_at(l, POV_LABEL_DIMENSION, row);
        d->counts = text_at(l, POV_LABEL_COUNTS, row);
        if (d->counts != NULL && strcmp(d->counts, "households") == 0) {
            d->counts = NULL; /* those with access, as where nothing is said */
        }
        d->source = source;
        d->note = note;
        d->line = d->line != 0 ? d->line : l->grid->row[row].line;
    }
}

static const char *parent_name(pov_reader *l, size_t line, size_t row)
{
    const pov_reading_table *t = l->t;
    const pov_line *unit = &t->tree.line[line];

    if (t->headings.at[POV_LABEL_PARENT] != POV_NONE) {
        return text_at(l, POV_LABEL_PARENT, row);
    }
    const bool named = pov_grid_cell(t->grid, unit->row, t->headings.main).length > 0;
    if (unit->above != NULL && !unit->whole && (named || strcmp(unit->above, unit->name) != 0)) {
        return unit->above;
    }
    size_t parent = unit->parent;
    if (parent != POV_NONE && t->tree.line[parent].owner != POV_NONE) {
        parent = t->tree.line[parent].owner;
    }
    if (t->lone || parent == POV_NONE || parent == line) {
        return NULL;
    }
    return t->tree.line[parent].name;
}

/* A row needs a unit, and in a deprivation file an indicator. */
static pov_status refuse_nameless(pov_reader *l, size_t row, pov_label label, const char *message,
                                  pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "%s", pov_translate(message));
    return pov_reader_add_problem(l, &problem, l->grid->row[row].line, l->t->headings.at[label],
                                  err);
}

/* Data below an empty heading: said once a column. */
static pov_status refuse_headless(pov_reader *l, size_t row, pov_error *err)
{
    pov_headings *h = &l->t->headings;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK && !l->options->ignore_unknown; c++) {
        pov_table_column *column = &h->column[c];
        if (column->meaning.empty && column->meaning.label == POV_LABEL_NONE &&
            column->chosen == POV_NONE && column->why == NULL &&
            pov_grid_cell(l->grid, row, c).length > 0) {
            column->why = "";
            status = pov_figures_refuse_unknown(l, l->grid->row[row].line, c, err);
        }
    }
    return status;
}

static void see_classes(pov_reader *l, size_t row)
{
    const pov_headings *h = &l->t->headings;

    for (size_t c = 0; c < h->count; c++) {
        const char *text = h->column[c].class ? pov_grid_cell(l->grid, row, c).text : "";
        l->plan->has_classes = l->plan->has_classes || strpbrk(text, "123456789") != NULL;
    }
}

/* The columns that the row's cell of computed ones names; other names mean nothing. */
static bool is_computed(const pov_reading_table *t, size_t row, size_t c)
{
    static const char between[] = "; \t\r\n";
    const size_t computed = t->headings.at[POV_LABEL_COMPUTED];
    const char *at = computed != POV_NONE ? pov_grid_cell(t->grid, row, computed).text : "";

    while (*(at += strspn(at, between)) != '\0') {
        size_t length = strcspn(at, between);
        const char *name = pov_column_get(t->headings.column[c].chosen)->info.name;
        if (strncmp(name, at, length) == 0 && name[length] == '\0') {
            return true;
        }
        at += length;
    }
    return false;
}

/* "2024", unlike "12/2024" */
static bool is_bare_year(pov_reader *l, size_t row)
{
    const char *text = text_at(l, POV_LABEL_YEAR, row);

    return text != NULL && strchr(text, '/') == NULL && strchr(text, '-') == NULL;
}

static pov_status read_years(pov_reader *l, const pov_line *line, pov_error *err)
{
    const size_t years = l->t->headings.at[POV_LABEL_YEAR];
    pov_status status = POV_OK;

    if (line->kind == POV_LINE_MORE &&
        (years == POV_NONE || pov_grid_cell(l->grid, line->row, years).length == 0)) {
        return POV_OK; /* those of the line above */
    }
    status = read_year(l, POV_LABEL_YEAR, line->row, &l->year, err);
    const pov_title *title = &l->t->headings.title;
    const bool of_title =
        title->year.year == l->year.year && title->year.month < 10 &&
        (title->meaning.role == POV_ROLE_NONE || title->meaning.role == POV_ROLE_DONE);
    /* "2024" below "6 tháng đầu năm" */
    const int month = title->month != 0 ? title->month : of_title ? title->year.month : 0;
    l->earlier = title->month == 0 && title->year.month > 0 && title->year.month < 10 &&
                 l->year.month == 0 && l->year.year != 0 && l->year.year < title->year.year &&
                 is_bare_year(l, line->row);
    if (month != 0 && l->year.year != 0 && l->year.month == 0 && is_bare_year(l, line->row)) {
        l->year.month = (int16_t)month;
    }
    if (status == POV_OK) {
        status = read_year(l, POV_LABEL_TARGET_YEAR, line->row, &l->target, err);
    }
    return status == POV_OK ? read_row_kind(l, line->row, err) : status;
}

/* "Cộng" below "Thành thị", "Nông thôn" in a column of groups */
static bool is_all_groups(const char *group, bool *failed)
{
    pov_buffer folded = {0};

    pov_text_fold(group, strlen(group), &folded);
    const char *rest = pov_buffer_get(&folded);
    const bool all = pov_total_skip(&rest) && *rest == '\0';
    pov_buffer_end(&folded, failed);
    return all;
}

static pov_draft_key key_of(pov_reader *l, const pov_line *line, bool *failed)
{
    const pov_headings *h = &l->t->headings;
    const char *group = text_at(l, POV_LABEL_GROUP, line->row);

    if (group != NULL && !h->own && is_all_groups(group, failed)) {
        group = NULL;
    }
    if (group == NULL || h->main == h->at[POV_LABEL_GROUP]) {
        group = line->kind == POV_LINE_GROUP ? line->group
                : line->area != NULL         ? line->area
                                             : line->section;
    }
    return (pov_draft_key){group, text_at(l, POV_LABEL_STANDARD, line->row),
                           text_at(l, POV_LABEL_INDICATOR_ID, line->row),
                           text_at(l, POV_LABEL_POPULATION, line->row), NULL};
}

/* Whether a line is the head of a list whose figures are below it. */
static bool is_elsewhere(const pov_tree *tree, size_t i)
{
    bool elsewhere = i + 1 < tree->count && tree->line[i + 1].kind == POV_LINE_MORE;

    for (size_t k = i + 1; k < tree->count && !elsewhere; k++) {
        elsewhere = tree->line[k].owner == i && tree->line[k].kind == POV_LINE_SUBTOTAL;
    }
    return elsewhere;
}

/* Drafts that stay until the next line no longer borrow their texts. */
static pov_status keep_texts(pov_reader *l, size_t from, pov_error *err)
{
    bool failed = false;

    for (size_t d = from; d < l->drafts; d++) {
        pov_row_draft *draft = &l->draft[d].draft;
        draft->code = copy(l, draft->code, &failed);
        draft->level = copy(l, draft->level, &failed);
        draft->source = copy(l, draft->source, &failed);
        draft->note = copy(l, draft->note, &failed);
        draft->group = l->draft[d].key.group = copy(l, draft->group, &failed);
        draft->standard = l->draft[d].key.standard = copy(l, draft->standard, &failed);
        draft->parent = copy(l, draft->parent, &failed);
    }
    return failed ? pov_no_memory(err) : POV_OK;
}

/* Whether rows have texts beside names. */
static bool has_texts(const pov_reading_table *t, const pov_draft_key *key)
{
    const pov_headings *h = &t->headings;
    bool has = t->direct || key->standard != NULL ||
               (h->at[POV_LABEL_GROUP] != POV_NONE && key->group != NULL);
    static const pov_label labels[] = {POV_LABEL_PARENT, POV_LABEL_LEVEL, POV_LABEL_CODE,
                                       POV_LABEL_SOURCE, POV_LABEL_NOTE};

    for (size_t i = 0; i < POV_LENGTH(labels) && !has; i++) {
        has = h->at[labels[i]] != POV_NONE;
    }
    return has;
}

pov_status pov_drafts_add_line(pov_reader *l, size_t i, pov_error *err)
{
    static const char *const no_unit = POV_TEXT("expected the name of a unit, found an empty cell");
    static const char *const error_value =
        POV_TEXT("expected the name of a unit, found a spreadsheet's error value");
    static const char *const no_indicator = POV_TEXT("expected an indicator, found an empty cell");
    pov_reading_table *t = l->t;
    const pov_line *line = &t->tree.line[i];
    const pov_headings *h = &t->headings;
    const size_t row = line->row;
    pov_status status = POV_OK;

    if (line->kind == POV_LINE_BLOCK || line->refused) {
        return POV_OK;
    }
    const bool is_error = line->name[0] == '#' && line->name[1] >= 'A' && line->name[1] <= 'Z';
    if (line->nameless || is_error) { /* "#REF!" */
        status = pov_drafts_flush(l, err);
        return status == POV_OK ? refuse_nameless(l, row, POV_LABEL_UNIT,
                                                  line->nameless ? no_unit : error_value, err)
                                : status;
    }
    const bool more_of_it = line->kind == POV_LINE_MORE && !t->lone && l->unit_line != POV_NONE;
    const size_t unit = more_of_it ? l->unit_line : line->owner != POV_NONE ? line->owner : i;
    if (unit != l->unit_line) {
        status = pov_drafts_flush(l, err);
        l->unit_line = unit;
    }
    status = status == POV_OK ? read_years(l, line, err) : status;
    if (line->kind != POV_LINE_MORE) {
        l->undivided = line->kind == POV_LINE_UNIT && !t->divided;
    }
    bool failed = false;
    const pov_draft_key key = key_of(l, line, &failed);
    const size_t before = l->drafts;
    status = failed ? pov_no_memory(err) : status;
    for (size_t c = 0; c < h->count && status == POV_OK; c++) {
        const pov_table_item *item = pov_table_item_of(t, t->line_kind[i], c);
        if (item->why == NULL && !(h->own && is_computed(t, row, c))) {
            status = read_cell(l, item, row, &key, err);
        }
    }
    if (status == POV_OK && h->classes) {
        see_classes(l, row);
    }
    if (status == POV_OK && h->own) {
        status = refuse_headless(l, row, err);
    }
    if (status == POV_OK && h->at[POV_LABEL_INDICATOR_ID] != POV_NONE && key.indicator == NULL) {
        status = refuse_nameless(l, row, POV_LABEL_INDICATOR_ID, no_indicator, err);
    }
    /* a unit without figures is still a part of the tree, or has some below it */
    const bool alone = t->direct || (line->kind == POV_LINE_UNIT && t->holds == POV_FILE_PLAN &&
                                     (line->figures || !is_elsewhere(&t->tree, i)));
    if (status == POV_OK && l->drafts == before && alone && draft_of(l, 0, &key) == NULL) {
        return pov_no_memory(err);
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        const pov_line *owner = &t->tree.line[unit];
        name_drafts(l, unit, parent_name(l, unit, line->kind == POV_LINE_MORE ? owner->row : row),
                    row);
    }
    if (status != POV_OK || !has_texts(t, &key)) {
        return status;
    }
    const bool more =
        !t->direct && i + 1 < t->tree.count &&
        (t->tree.line[i + 1].kind == POV_LINE_MORE || t->tree.line[i + 1].owner == unit);
    return more ? keep_texts(l, before, err) : pov_drafts_flush(l, err);
}
