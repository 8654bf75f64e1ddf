/*
 * Remarks: "(*) Từ năm 2021 theo chuẩn nghèo giai đoạn 2021-2025", below a yearbook's table.
 */
#include "loader/table/standards.h"

#include "base/text.h"

#include <string.h>

enum { ERAS = 4, ROWS_BELOW = 8, EVER = 9999 };

/* The years whose figures go by a standard, and the first year of its period. */
typedef struct era {
    int from, to, standard;
} era;

/* "Từ năm 2021": the word, or the one before "năm". */
static bool is_since(const pov_scan *scan, size_t at)
{
    const char *text = pov_buffer_get(&scan->text);

    for (size_t back = 1; back <= 2 && back <= at; back++) {
        const pov_token *token = &scan->token[at - back];
        if (pov_token_is(text, token, "từ") || pov_token_is(text, token, "từ năm")) {
            return true;
        }
    }
    return false;
}

/* Years, then the standard that they go by, as often as the remark says so. */
static size_t read_eras(const pov_scan *scan, era *eras)
{
    const char *text = pov_buffer_get(&scan->text);
    era next = {0};
    bool standard = false;
    size_t count = 0;

    for (size_t i = 0; i < scan->count && count < ERAS; i++) {
        const pov_token *token = &scan->token[i];
        const char *word = text + token->start;
        if (token->class == POV_PHRASE_STANDARD) {
            standard = token->value == 0;
        } else if (token->class == POV_PHRASE_PERIOD && standard) {
            next.standard = token->year;
            if (next.from != 0) {
                eras[count++] = next;
            }
            next = (era){0};
            standard = false;
        } else if (token->class == POV_PHRASE_PERIOD) {
            next = (era){.from = token->year, .to = token->last};
        } else if (token->class == POV_PHRASE_YEAR && token->month == 0 &&
                   memchr(word, '/', token->length) == NULL) {
            const bool before = pov_text_begins(word + token->length, " trở về trước");
            next.from = before ? 1 : next.from != 0 ? next.from : token->year;
            next.to = is_since(scan, i) ? EVER : token->year;
        }
    }
    return count;
}

/* The standard of a year, by its first year; 0: the remark does not say. What comes before "từ năm
 * 2021" is by the standard before. */
static int by_year(int year, const era *eras, size_t count)
{
    static const int starts[] = {2011, 2016, 2021};
    int standard = 0, earlier = 0;

    for (size_t e = 0; e < count; e++) {
        if (year >= eras[e].from && year <= eras[e].to) {
            standard = eras[e].standard;
        }
        for (size_t i = 0; i < POV_LENGTH(starts) && eras[e].to == EVER; i++) {
            const bool ended = starts[i] + 1 < eras[e].standard; /* 2021 and 2022 begin one */
            earlier = ended && year >= starts[i] && year < eras[e].from ? starts[i] : earlier;
        }
    }
    return standard != 0 ? standard : earlier;
}

/* The standard that the figures of a column are by; 0: of no year that the remark names, or of two.
 */
static int standard_of(const pov_reading_table *t, const pov_table_item *item, const era *eras,
                       size_t count)
{
    int found = 0;

    for (size_t s = 0; s < item->slots; s++) {
        const pov_frame *frame = &t->frame[item->slot[s].frame];
        const int own = frame->target.year == 0 ? by_year(frame->year.year, eras, count) : 0;
        if (own == 0 || (found != 0 && found != own)) {
            return 0;
        }
        found = own;
    }
    return found;
}

static bool names_standards(const pov_reading_table *t)
{
    bool named = t->headings.at[POV_LABEL_STANDARD] != POV_NONE;

    for (size_t i = 0; i < t->items; i++) {
        named = named || t->item[i].meaning.standard != 0;
    }
    return named;
}

size_t pov_standards_of_remark(pov_reading_table *t, bool *failed)
{
    const size_t below = names_standards(t) ? 0 : t->shape->body_end + ROWS_BELOW;
    pov_scan scan = {.marks = POV_MARKS_PERHAPS};
    pov_buffer folded = {0};
    era eras[ERAS];
    size_t count = 0, row = t->shape->body;

    for (; row < t->grid->count && row < below && count == 0; row++) {
        const pov_source_cell *cell = pov_row_only_text(&t->grid->row[row]);
        if (cell == NULL || strstr(cell->text, "20") == NULL) {
            continue;
        }
        pov_buffer_clear(&folded);
        pov_text_fold(cell->text, cell->length, &folded);
        if (row >= t->shape->body_end && pov_is_table_name(pov_buffer_get(&folded))) {
            break; /* of the next one */
        }
        pov_scan_text(&scan, cell->text, cell->length);
        count = read_eras(&scan, eras);
    }
    bool taken = false;
    for (size_t i = 0; i < t->items && count > 0; i++) {
        if (t->item[i].why == NULL) {
            t->item[i].meaning.standard = standard_of(t, &t->item[i], eras, count);
            taken = taken || t->item[i].meaning.standard != 0;
        }
    }
    *failed = *failed || scan.failed;
    pov_buffer_end(&folded, failed);
    pov_scan_fini(&scan);
    return taken ? row - 1 : POV_NONE;
}
