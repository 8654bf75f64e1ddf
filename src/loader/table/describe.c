#include "loader/table/describe.h"

#include "base/translate.h"
#include "loader/table/figures.h"

#include <string.h>

static size_t line_of(const pov_reading_table *t, size_t row)
{
    return row < t->grid->count ? t->grid->row[row].line : 0;
}

/* The line above the headings that says what the table is of; else the first text there. */
static const char *title_of(const pov_reading_table *t)
{
    if (t->headings.title.text != NULL) {
        return t->headings.title.text;
    }
    for (size_t r = t->shape->title; r < t->shape->title_end; r++) {
        const pov_source_row *row = &t->grid->row[r];
        for (size_t c = 0; c < row->count; c++) {
            if (row->cell[c].text[strspn(row->cell[c].text, " \t\r\n")] != '\0') {
                return row->cell[c].text;
            }
        }
    }
    return "";
}

void pov_table_list(const pov_reading_table *t, size_t number, bool readable, pov_buffer *out)
{
    const size_t first = line_of(t, t->shape->header);

    const size_t last = line_of(t, t->shape->body_end - 1);
    pov_buffer_format(out,
                      first == last ? pov_translate("%zu: line %zu")
                                    : pov_translate("%zu: lines %zu to %zu"),
                      number, first > 0 ? first : 1, last);
    if (title_of(t)[0] != '\0') {
        pov_buffer_format(out, ", \"%s\"", title_of(t));
    }
    pov_buffer_text(out, ": ");
    if (readable) {
        pov_buffer_format(out, pov_translate("columns: %zu, rows: %zu\n"), t->headings.count,
                          t->tree.count);
    } else {
        pov_buffer_format(out, "%s\n",
                          pov_translate("no names of units, or no figure that povcalc holds"));
    }
}

static const char *label_meaning(pov_label label)
{
    static const char *const meanings[] = {
        [POV_LABEL_SERIAL] = POV_TEXT("number of the row"),
        [POV_LABEL_UNIT] = POV_TEXT("name of the unit"),
        [POV_LABEL_LEVEL] = POV_TEXT("level"),
        [POV_LABEL_PARENT] = POV_TEXT("what the unit is a part of"),
        [POV_LABEL_GROUP] = POV_TEXT("group"),
        [POV_LABEL_YEAR] = POV_TEXT("year"),
        [POV_LABEL_STANDARD] = POV_TEXT("poverty standard"),
        [POV_LABEL_KIND] = POV_TEXT("plan, outcome or estimate"),
        [POV_LABEL_TARGET_YEAR] = POV_TEXT("target year"),
        [POV_LABEL_INDICATOR] = POV_TEXT("what the row's figures are"),
        [POV_LABEL_MEASURE] = POV_TEXT("unit of measure"),
        [POV_LABEL_BREAKDOWN] = POV_TEXT("what the row's figures are"),
        [POV_LABEL_CODE] = POV_TEXT("code of the unit"),
        [POV_LABEL_SOURCE] = POV_TEXT("source"),
        [POV_LABEL_NOTE] = POV_TEXT("remark"),
        [POV_LABEL_DIMENSION] = POV_TEXT("dimension"),
        [POV_LABEL_INDICATOR_ID] = POV_TEXT("indicator"),
        [POV_LABEL_POPULATION] = POV_TEXT("whose access it is"),
        [POV_LABEL_COUNTS] = POV_TEXT("what the target counts"),
        [POV_LABEL_COMPUTED] = POV_TEXT("figures of the row that no document states"),
        [POV_LABEL_IGNORED] = POV_TEXT("computed anew"),
    };

    return pov_translate(meanings[label]);
}

/* The column's name; in Vietnamese after its usual heading. */
static void write_quantity(pov_quantity quantity, pov_buffer *out)
{
    const char *name = pov_quantity_get(quantity)->name;
    const size_t column = pov_column_index(name);
    const char *heading = column != POV_NONE && pov_language_now() == POV_VIETNAMESE
                              ? pov_column_get(column)->info.aliases[0]
                              : NULL;

    if (heading != NULL) {
        pov_buffer_format(out, "%s (%s)", heading, name);
    } else {
        pov_buffer_text(out, name);
    }
}

static const char *end_in_words(pov_end end)
{
    static const char *const words[] = {[POV_END_PLAN] = POV_TEXT("plan"),
                                        [POV_END_OUTCOME] = POV_TEXT("outcome"),
                                        [POV_END_ESTIMATE] = POV_TEXT("estimate")};

    return pov_translate(words[end]);
}

const char *pov_group_in_words(const char *group)
{
    static const char *const words[] = {
        POV_TEXT("urban"), POV_TEXT("rural"), POV_TEXT("ethnic_minority"),
        POV_TEXT("local_ethnic_minority"), POV_TEXT("no_labour_capacity")};

    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        if (strcmp(group, words[i]) == 0) {
            return pov_translate(words[i]);
        }
    }
    return group;
}

static void describe_slot(const pov_reading_table *t, const pov_table_item *item,
                          const pov_slot *slot, pov_buffer *out)
{
    const pov_frame *frame = &t->frame[slot->frame];

    write_quantity((pov_quantity)slot->quantity, out);
    if (item->meaning.group != NULL) {
        pov_buffer_format(out, " [%s]", pov_group_in_words(item->meaning.group));
    }
    if (item->meaning.indicator != NULL) {
        pov_buffer_format(out, " [%s]", item->meaning.indicator);
    }
    if (pov_table_item_standard(item) != NULL) {
        pov_buffer_format(out, " [%s]", pov_table_item_standard(item));
    }
    if (frame->year.year != 0) {
        pov_buffer_char(out, ' ');
        pov_year_write(out, frame->year);
    }
    if (frame->target.year != 0) {
        pov_buffer_text(out, " → ");
        pov_year_write(out, frame->target);
        pov_buffer_format(out, " (%s)", end_in_words(frame->kind));
    }
}

static void describe_column(const pov_reading_table *t, size_t c, pov_buffer *out)
{
    const pov_table_column *column = &t->headings.column[c];
    const pov_table_item *item = &t->item[c];

    for (size_t k = 1; k < t->row_kinds && (item->why != NULL || item->slots == 0); k++) {
        item = &t->item[k * t->headings.count + c];
    }
    pov_buffer_format(out, pov_translate("column %zu, \"%s\": "), c + 1, column->heading);
    if (column->meaning.label != POV_LABEL_NONE) {
        pov_buffer_text(out, label_meaning(column->meaning.label));
    } else if (!column->filled) {
        pov_buffer_text(out, pov_translate("empty"));
    } else if (item->why != NULL || item->slots == 0) {
        pov_buffer_format(out, pov_translate("passed over: %s"),
                          item->why != NULL && item->why[0] != '\0'
                              ? pov_translate(item->why)
                              : pov_translate("povcalc holds no such figure"));
    }
    for (size_t s = 0; column->filled && item->why == NULL && s < item->slots; s++) {
        pov_buffer_text(out, s > 0 ? "; " : "");
        describe_slot(t, item, &item->slot[s], out);
    }
    if (item->why == NULL && item->scale == POV_SCALE_FRACTION) {
        pov_buffer_format(out, " (%s)", pov_translate("fractions of 1, as the counts show"));
    }
    pov_buffer_char(out, '\n');
}

/* A row that says itself what it counts: the figures that its columns are. */
static void describe_row(const pov_reading_table *t, size_t i, pov_buffer *out)
{
    const char *why = pov_figures_line_why(t, i);
    pov_buffer before = {0}, slot = {0};

    pov_buffer_format(out, "  %4zu  \"%s\": ", line_of(t, t->tree.line[i].row),
                      pov_figures_line_label(t, i));
    if (why != NULL) {
        pov_buffer_format(out, pov_translate("passed over: %s"), pov_translate(why));
    }
    for (size_t c = 0; c < t->headings.count && why == NULL; c++) {
        const pov_table_item *item = pov_table_item_of(t, t->line_kind[i], c);
        for (size_t s = 0; item->why == NULL && s < item->slots; s++) {
            pov_buffer_clear(&slot);
            describe_slot(t, item, &item->slot[s], &slot);
            if (strcmp(pov_buffer_get(&slot), pov_buffer_get(&before)) != 0) {
                pov_buffer_format(out, "%s%s", before.length > 0 ? "; " : "",
                                  pov_buffer_get(&slot));
            }
            pov_buffer_clear(&before);
            pov_buffer_text(&before, pov_buffer_get(&slot));
        }
    }
    pov_buffer_char(out, '\n');
    pov_buffer_end(&before, &out->failed);
    pov_buffer_end(&slot, &out->failed);
}

static void describe_line(const pov_reading_table *t, size_t i, pov_buffer *out)
{
    const pov_line *line = &t->tree.line[i];
    size_t depth = 0;

    if (line->kind == POV_LINE_MORE && pov_figures_line_label(t, i)[0] != '\0') {
        describe_row(t, i, out);
    }
    if (line->kind == POV_LINE_MORE || line->kind == POV_LINE_SKIP) {
        return;
    }
    for (size_t p = line->parent; p != POV_NONE && depth < 8; p = t->tree.line[p].parent) {
        depth++;
    }
    pov_buffer_format(out, "  %4zu  %*s%s", line_of(t, line->row), (int)(2 * depth), "",
                      line->name);
    if (line->kind == POV_LINE_GROUP) {
        pov_buffer_format(out, " [%s]", pov_group_in_words(line->group));
        if (line->owner != POV_NONE && line->owner != i) {
            pov_buffer_format(out, pov_translate(" of %s"), t->tree.line[line->owner].name);
        }
    } else if (line->kind == POV_LINE_UNIT) {
        const char *parent = line->parent != POV_NONE ? t->tree.line[line->parent].name : "";
        if (line->above != NULL && !line->whole && strcmp(line->above, parent) != 0 &&
            strcmp(line->above, line->name) != 0) {
            pov_buffer_format(out, pov_translate(" of %s"), line->above);
        }
        if (line->section != NULL) {
            pov_buffer_format(out, " [%s]", pov_group_in_words(line->section));
        }
    }
    pov_buffer_char(out, '\n');
}

void pov_table_describe(const pov_reading_table *t, pov_buffer *out)
{
    const pov_headings *h = &t->headings;

    if (title_of(t)[0] != '\0') {
        pov_buffer_format(out, pov_translate("title: \"%s\"\n"), title_of(t));
    }
    if (h->title.of_sheet) {
        pov_buffer_format(out, pov_translate("year: %d, from the name of the sheet\n"),
                          h->title.year.year);
    } else if (h->title.year.year != 0 && h->title.year_line == 0) {
        pov_buffer_format(out, pov_translate("year: %d, from the text above the table\n"),
                          h->title.year.year);
    } else if (h->title.year.year != 0) {
        pov_buffer_format(out, pov_translate("year: %d, from line %zu\n"), h->title.year.year,
                          h->title.year_line);
    }
    if (t->lone) {
        pov_buffer_format(out, pov_translate("unit: %s\n"), t->unit);
    }
    if (t->shape->header < t->shape->header_end) {
        const size_t first = line_of(t, t->shape->header);
        const size_t last = line_of(t, t->shape->header_end - 1);
        pov_buffer_format(out,
                          first == last ? pov_translate("headings: line %zu\n")
                                        : pov_translate("headings: lines %zu to %zu\n"),
                          first, last);
    }
    for (size_t c = 0; c < h->count; c++) {
        describe_column(t, c, out);
    }
    if (t->lone) {
        pov_buffer_text(out, pov_translate("rows:\n"));
        for (size_t i = 0; i < t->tree.count; i++) {
            describe_row(t, i, out);
        }
        return;
    }
    pov_buffer_format(out, pov_translate("rows, by %s:\n"),
                      h->at[POV_LABEL_PARENT] != POV_NONE ? pov_translate("the column of parents")
                      : t->tree.by_number                 ? pov_translate("their numbers")
                      : t->tree.by_kind   ? pov_translate("the kinds in their names")
                      : t->tree.by_indent ? pov_translate("the blanks before their names")
                      : t->tree.by_sums   ? pov_translate("their sums")
                                          : pov_translate("their order"));
    for (size_t i = 0; i < t->tree.count; i++) {
        describe_line(t, i, out);
    }
    if (t->tree.confirmed + t->tree.contradicted > 0) {
        pov_buffer_format(out, pov_translate("sums: %zu fit, %zu do not\n"), t->tree.confirmed,
                          t->tree.contradicted);
    }
}
