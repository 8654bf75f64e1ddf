#include "loader/table/cut.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

bool pov_cut_is_own(const char *heading)
{
    const char *end = strrchr(heading, '_');

    return end != NULL && (strcmp(end, "_low") == 0 || strcmp(end, "_high") == 0);
}

pov_status pov_cuts_start(pov_cuts *cuts, const pov_cut_field *field, size_t count, pov_error *err)
{
    cuts->tally = calloc(count + 1, sizeof *cuts->tally);
    if (cuts->tally == NULL) {
        return pov_no_memory(err);
    }
    cuts->field = field;
    cuts->count = count;
    return POV_OK;
}

void pov_cuts_fini(pov_cuts *cuts)
{
    free(cuts->tally);
    free(cuts->suspect);
    *cuts = (pov_cuts)POV_CUTS_INIT;
}

/* Digits and nothing else, so many at most. */
static bool is_bare(const pov_source_cell *cell, size_t most)
{
    return cell->length > 0 && cell->length <= most &&
           strspn(cell->text, "0123456789") == cell->length;
}

static bool is_filled(const pov_source_row *record, size_t field)
{
    return field < record->count && record->cell[field].length > 0;
}

static int64_t number_of(const char *digits)
{
    return strtoll(digits, NULL, 10); /* a few digits */
}

/* Bytes of the signs before a number: "-", ">=", "≈", "−". */
static size_t sign_length(const char *text)
{
    const size_t ascii = strspn(text, "-<>=~");

    return ascii == 0 && (unsigned char)text[0] == 0xE2U && strlen(text) > 3 ? 3 : ascii;
}

/* Whether this cell and the next one can be the halves of one number. */
static bool can_be_halves(const pov_cuts *cuts, const pov_source_row *record, size_t field)
{
    const pov_source_cell *cell = record->cell;

    if (field + 1 >= record->count || field >= cuts->count || !cuts->field[field].figure ||
        (field + 1 < cuts->count && cuts->field[field + 1].own)) {
        return false;
    }
    const bool count = cuts->field[field].kind == POV_KIND_COUNT;
    const size_t sign = count ? 0 : sign_length(cell[field].text);
    const pov_source_cell first = {cell[field].text + sign, cell[field].length - sign, 1, 1, 0};
    if (sign > 3 || !is_bare(&first, 3) || (first.text[0] == '0' && first.length > 1)) {
        return false;
    }
    if (count) {
        return first.text[0] != '0' && is_bare(&cell[field + 1], 3) && cell[field + 1].length == 3;
    }
    return number_of(first.text) <= 100 && is_bare(&cell[field + 1], 6);
}

/* A count before the cut: after it, the cells are not where they belong. */
static bool read_count(const pov_source_row *record, size_t field, size_t before, int64_t *count)
{
    pov_stated stated;

    if (field >= before) {
        return false;
    }
    const pov_source_cell *cell = &record->cell[field];
    if (is_bare(cell, 15) && cell->text[0] != '0') { /* mostly so, and a hundred times as fast */
        *count = number_of(cell->text);
        return true;
    }
    if (pov_stated_read(cell->text, cell->length, POV_KIND_COUNT, false, &stated, NULL) !=
            POV_VALUE ||
        stated.qualifier != POV_EXACTLY) {
        return false;
    }
    *count = stated.face;
    return true;
}

static pov_stated joined_rate(const pov_cut *cut)
{
    unsigned digits = (unsigned)strlen(cut->second);
    int64_t face = pov_multiply(number_of(cut->first), POV_PERCENT) +
                   pov_multiply(number_of(cut->second), pov_digit_unit(digits));

    return (pov_stated){.face = face, .face_high = face, .digits = (uint8_t)digits};
}

typedef enum fit { FITS, MISFITS, CANNOT_SAY } fit;

static bool is_rate_of(const pov_stated *rate, const pov_cut *cut)
{
    const pov_interval given = {
        pov_muldiv_floor(cut->part, POV_HUNDRED_PERCENT, cut->whole),
        pov_muldiv_ceil(cut->part, POV_HUNDRED_PERCENT, cut->whole),
    };

    return !pov_interval_empty(
        pov_interval_meet(pov_stated_bounds(rate, POV_KIND_RATE, false), given));
}

/* Whether both halves together are the rate that the row's counts give. */
static fit fit_of(const pov_cuts *cuts, const pov_source_row *record, pov_cut *cut)
{
    const pov_cut_field *field = &cuts->field[cut->field];

    if (field->kind != POV_KIND_RATE || !pov_is_digit(cut->first[0]) ||
        !read_count(record, field->part, cut->field, &cut->part) ||
        !read_count(record, field->whole, cut->field, &cut->whole) || cut->whole <= 0) {
        return CANNOT_SAY;
    }
    const pov_stated joined = joined_rate(cut);
    const int64_t face = pov_multiply(number_of(cut->first), POV_PERCENT);
    const pov_stated alone = {.face = face, .face_high = face};
    cut->weak = is_rate_of(&alone, cut);
    return is_rate_of(&joined, cut) ? FITS : MISFITS;
}

/* Whether what comes after both halves can be what belongs one column to the left: a cut has moved
 * it. */
static bool can_be_moved(const pov_cuts *cuts, const pov_source_row *record, size_t field)
{
    bool can = true;

    for (size_t f = field + 2; f < record->count && f <= cuts->count && can; f++) {
        const pov_cut_field *left = &cuts->field[f - 1];
        const pov_source_cell *cell = &record->cell[f];
        pov_stated stated;
        if (left->figure && cell->length > 0) {
            const bool negative = left->kind != POV_KIND_RATE;
            can = pov_stated_read(cell->text, cell->length, left->kind, negative, &stated, NULL) ==
                      POV_VALUE &&
                  (left->kind != POV_KIND_RATE || stated.face <= POV_HUNDRED_PERCENT);
        }
    }
    return can;
}

static pov_cut cut_at(const pov_source_row *record, size_t field, pov_cut_sign sign)
{
    pov_cut cut = {.line = record->line, .field = field, .sign = sign};
    cut.at_end = record->cell[record->count - 1].length > 0;

    memcpy(cut.first, record->cell[field].text, record->cell[field].length + 1);
    memcpy(cut.second, record->cell[field + 1].text, record->cell[field + 1].length + 1);
    return cut;
}

static pov_status suspect(pov_cuts *cuts, const pov_cut *cut, pov_error *err)
{
    if (pov_grow(&cuts->suspect, &cuts->capacity, cuts->suspects + 1, sizeof *cuts->suspect) !=
        POV_OK) {
        return pov_no_memory(err);
    }
    cuts->suspect[cuts->suspects++] = *cut;
    return POV_OK;
}

/* A part above its whole, whose column is the next one. */
static bool is_above(const pov_cuts *cuts, const pov_cut *cut)
{
    return cuts->field[cut->field].kind == POV_KIND_COUNT && cut->field + 1 < cuts->count &&
           cuts->field[cut->field + 1].whole == cut->field &&
           (number_of(cut->second) > number_of(cut->first) || cut->second[0] == '0');
}

/* "072" is no count, and "09" no rate. Of households, "05" is written for 5. */
static bool is_after_point(const pov_cuts *cuts, const pov_cut *cut)
{
    const pov_cut_field *next = &cuts->field[cut->field + 1];

    return cut->field + 1 < cuts->count && next->figure && cut->second[0] == '0' &&
           strlen(cut->second) > (next->kind == POV_KIND_COUNT ? 2 : 1);
}

static bool is_last_filled(const pov_source_row *record, size_t field)
{
    for (size_t f = field + 1; f < record->count; f++) {
        if (is_filled(record, f)) {
            return false;
        }
    }
    return true;
}

/* The poor households of a row, or whichever part of all its figures up to the cut state. */
static bool find_part(const pov_cuts *cuts, const pov_source_row *record, const pov_cut *cut,
                      size_t all, int64_t *part)
{
    int64_t whole = 0;
    pov_stated rate;

    for (size_t f = cut->field + 1; f-- > 0 && read_count(record, all, cut->field, &whole);) {
        const pov_cut_field *field = &cuts->field[f];
        const pov_source_cell *cell = &record->cell[f];
        if (field->figure && field->kind == POV_KIND_COUNT && field->whole == all &&
            read_count(record, f, cut->field, part)) {
            return true;
        }
        if (field->figure && field->kind == POV_KIND_RATE &&
            pov_stated_read(cell->text, cell->length, POV_KIND_RATE, false, &rate, NULL) ==
                POV_VALUE) {
            *part = pov_muldiv_floor(whole, rate.face, POV_HUNDRED_PERCENT);
            return true;
        }
    }
    return false;
}

/* A whole percentage with a few households beside it, at the row's end. */
static bool is_small(pov_cuts *cuts, const pov_source_row *record, pov_cut *cut)
{
    pov_cut_tally *tally = &cuts->tally[cut->field];
    const size_t next = cut->field + 1;
    size_t all = cuts->field[next].whole;
    int64_t part = 0;

    for (size_t f = cut->field; all == POV_NONE && f > 0; f--) { /* at another time: the first */
        all = cuts->field[f - 1].figure && cuts->field[f - 1].whole == POV_NONE ? f - 1 : all;
    }
    if (cuts->field[cut->field].kind == POV_KIND_COUNT || !pov_is_digit(cut->first[0]) ||
        strlen(cut->second) > 2 || cuts->field[next].kind != POV_KIND_COUNT ||
        !is_last_filled(record, next) || !find_part(cuts, record, cut, all, &part) ||
        !read_count(record, all, cut->field, &cut->whole)) {
        return false;
    }
    const int64_t face = pov_multiply(number_of(cut->first), POV_PERCENT);
    const pov_stated alone = {.face = face, .face_high = face};
    cut->part = number_of(cut->second);
    if (cut->whole <= 0 || is_rate_of(&alone, cut)) { /* so many percent, and the number of them */
        return false;
    }
    tally->small++;
    tally->few += (uint64_t)cut->part;
    tally->part += (uint64_t)part;
    return true;
}

static int64_t joined_count(const pov_cut *cut)
{
    return 1000 * number_of(cut->first) + number_of(cut->second);
}

/* Whether a count that is cut would be a share of its whole like those of the other rows, where as
 * it is it is next to nothing. */
static bool is_like_others(const pov_cut_tally *tally, const pov_cut *cut)
{
    const pov_wide all = (pov_wide)tally->others * cut->whole, one = tally->others_whole;
    const pov_wide part = (pov_wide)cut->part * one, joined = (pov_wide)joined_count(cut) * one;

    return all > 0 && 20 * part < all && 3 * joined > all && joined < 3 * all;
}

/* Whether a count is next to nothing among the others, in a row that ends where no other does. */
static bool is_moved(const pov_cuts *cuts, const pov_cut_tally *tally, const pov_cut *cut)
{
    return cuts->field[cut->field].kind == POV_KIND_COUNT && cut->at_end &&
           cuts->ends == cuts->ends_cut && cut->field + 2 < cuts->count &&
           20 * (pov_wide)number_of(cut->first) * (pov_wide)tally->filled <
               (pov_wide)tally->plain + tally->first;
}

/* Whether the rows around a cut say that a figure beside it is none: only such rows have it, and
 * their first halves are unlike the column's other figures, or unlike what is beside them. */
static bool stands_out(const pov_cuts *cuts, const pov_cut_tally *tally, const pov_cut *cut)
{
    const bool count = cuts->field[cut->field].kind == POV_KIND_COUNT;
    const size_t others = tally->filled - tally->followed;
    const pov_wide first = (pov_wide)number_of(cut->first) * (pov_wide)others;
    const pov_wide joined = (pov_wide)joined_count(cut) * (pov_wide)others;

    if (is_moved(cuts, tally, cut)) {
        return true;
    }
    if (tally->misfit > 0 || tally->next_filled > tally->followed) {
        return false;
    }
    if (others > 0) { /* all other rates have decimals; all other counts are thousands */
        return count ? 20 * first < tally->plain && joined < 30 * (pov_wide)tally->plain
                     : tally->bare == tally->followed;
    }
    const bool several = tally->followed > 1;
    return cuts->field[cut->field].outcome && cuts->field[cut->field + 1].outcome &&
           (count ? tally->second / (several ? 50 : 200) > tally->first
                  : several && cuts->field[cut->field + 1].kind != POV_KIND_COUNT &&
                        tally->pairs == tally->followed &&
                        tally->second / 40 >= (int64_t)tally->pairs);
}

/* A count that is not cut, and its whole. */
static void see_share(pov_cuts *cuts, const pov_source_row *record, size_t field)
{
    pov_cut_tally *tally = &cuts->tally[field];
    int64_t part = 0, whole = 0;

    if (field >= record->count || cuts->field[field].kind != POV_KIND_COUNT ||
        (!cuts->field[field].figure && cuts->field[field].whole >= field) ||
        !read_count(record, field, field + 1, &part)) {
        return;
    }
    if (cuts->field[field].figure) {
        tally->plain = pov_saturate((pov_wide)tally->plain + part);
    }
    if (read_count(record, cuts->field[field].whole, field, &whole)) {
        tally->others = pov_saturate((pov_wide)tally->others + part);
        tally->others_whole = pov_saturate((pov_wide)tally->others_whole + whole);
    }
}

/* Two cells that can be halves, in a row of a length that says nothing. */
static pov_status look_at(pov_cuts *cuts, const pov_source_row *record, size_t field,
                          pov_error *err)
{
    pov_cut_tally *tally = &cuts->tally[field];
    pov_cut cut = cut_at(record, field, POV_CUT_FITS);
    const fit fits = fit_of(cuts, record, &cut);
    const bool beside_figure = field + 1 < cuts->count && cuts->field[field + 1].figure;
    const size_t length = strlen(cut.second);

    tally->misfit += fits == MISFITS;
    tally->fits += fits == FITS;
    /* the number's own comma stands for one that the row has lost: its last cell is empty then, or
     * holds what belongs one column to the left */
    const size_t end = cuts->count - 1;
    bool room = field + 1 == end || (!cuts->field[end].figure && end < record->count &&
                                     is_bare(&record->cell[end], 12));
    /* one decimal fits a count beside it by chance in one row of ten, and the year of a plan is no
     * half; two decimals beside text are no chance */
    const bool year = length == 4 && number_of(cut.second) / 300 == 6; /* 1800 to 2099 */
    if (fits == FITS && !year && (!beside_figure || length > 1)) {
        cut.weak = cut.weak && (beside_figure || length == 1);
        return cut.weak && (is_filled(record, end) || !can_be_moved(cuts, record, field))
                   ? POV_OK
                   : suspect(cuts, &cut, err);
    }
    tally->first += number_of(strpbrk(cut.first, "0123456789"));
    tally->second += number_of(cut.second);
    tally->pairs += length == 2;
    if (is_above(cuts, &cut)) {
        tally->above++;
        cut.sign = POV_CUT_PART;
        cut.lost = room && field + 1 < end;
        return suspect(cuts, &cut, err);
    }
    if (fits != MISFITS && is_after_point(cuts, &cut)) {
        cut.sign = POV_CUT_ZERO;
        return suspect(cuts, &cut, err);
    }
    const bool likely = cuts->field[field].kind == POV_KIND_COUNT || length <= 2;
    if (fits == CANNOT_SAY && likely && field + 1 <= end && cuts->field[field + 1].text &&
        is_last_filled(record, field + 1)) {
        cut.sign = tally->followed == 1 ? POV_CUT_LONE : POV_CUT_EACH;
        return suspect(cuts, &cut, err);
    }
    if (fits == CANNOT_SAY && beside_figure && is_small(cuts, record, &cut)) {
        cut.sign = POV_CUT_FEW;
        return suspect(cuts, &cut, err);
    }
    if (cuts->field[field].kind == POV_KIND_COUNT && beside_figure &&
        read_count(record, cuts->field[field].whole, field, &cut.whole)) {
        if (joined_count(&cut) > cut.whole) {
            see_share(cuts, record, field);
            return POV_OK;
        }
        cut.part = number_of(cut.first);
        cut.sign = POV_CUT_LIKE;
        return suspect(cuts, &cut, err);
    }
    cut.sign = POV_CUT_LONE;
    return fits == CANNOT_SAY && beside_figure && likely ? suspect(cuts, &cut, err) : POV_OK;
}

pov_status pov_cuts_row(pov_cuts *cuts, const pov_source_row *record, pov_error *err)
{
    const bool is_long = record->count > cuts->count, is_short = record->count < cuts->count;
    pov_status status = POV_OK;
    bool halves = false;

    for (size_t f = 0; f + 1 < cuts->count && cuts->field != NULL && status == POV_OK; f++) {
        pov_cut_tally *tally = &cuts->tally[f];
        tally->filled += is_filled(record, f);
        tally->bare += is_filled(record, f) && is_bare(&record->cell[f], 3);
        tally->next_filled += is_filled(record, f + 1);
        if (!can_be_halves(cuts, record, f)) {
            if (!halves) {
                see_share(cuts, record, f);
            }
            continue;
        }
        tally->followed++;
        if (!halves && (is_long || is_short)) {
            pov_cut cut = cut_at(record, f, is_long ? POV_CUT_LONG : POV_CUT_SHORT);
            tally->above += is_above(cuts, &cut);
            if (is_long && fit_of(cuts, record, &cut) == FITS) {
                cut.sign = POV_CUT_FITS;
                cut.weak = false; /* the row has a cell too many, too */
            }
            status = suspect(cuts, &cut, err);
        } else if (!is_long && !is_short) {
            status = look_at(cuts, record, f, err);
        }
        halves = true;
    }
    cuts->ends += is_filled(record, cuts->count - 1);
    cuts->ends_cut += halves && is_filled(record, cuts->count - 1);
    cuts->fit_rows += !is_long;
    cuts->short_rows += is_short && !halves;
    cuts->long_rows += is_long && !halves;
    cuts->ended_empty += record->count == cuts->count && !is_filled(record, cuts->count - 1);
    return status;
}

bool pov_cuts_in_long(const pov_cuts *cuts, const pov_source_row *record, pov_cut *cut)
{
    for (size_t f = 0; cuts->field != NULL && f < cuts->count; f++) {
        if (can_be_halves(cuts, record, f)) {
            *cut = cut_at(record, f, POV_CUT_FITS);
            if (fit_of(cuts, record, cut) != FITS) {
                cut->sign = POV_CUT_LONG;
            }
            return true;
        }
    }
    return false;
}

enum { SEVERAL = 2 };

bool pov_cut_is_note(const pov_cut *cut)
{
    return cut->sign != POV_CUT_LONG && cut->sign != POV_CUT_SHORT && cut->sign != POV_CUT_FITS;
}

static bool is_certain(const pov_cuts *cuts, const pov_cut *cut)
{
    const pov_cut_tally *tally = &cuts->tally[cut->field];
    const bool each = tally->followed == tally->next_filled && tally->followed >= SEVERAL;

    switch (cut->sign) {
    case POV_CUT_LONG:
        return cuts->fit_rows > 0 && cuts->long_rows == 0;
    case POV_CUT_SHORT:
        return cuts->ended_empty > 0 && cuts->short_rows == 0;
    case POV_CUT_FITS: /* what fits either way fits by chance, but not in every row of several, nor
                        * where the rates of all other rows have decimals */
        return tally->misfit == 0 && (!cut->weak || tally->fits >= SEVERAL ||
                                      (tally->filled > tally->bare && tally->bare == tally->fits));
    case POV_CUT_ZERO:
        return true;
    case POV_CUT_PART: /* in every row, or in one that has lost a cell */
        return (tally->above == tally->followed && tally->followed == tally->filled) || cut->lost;
    case POV_CUT_FEW: /* near-poor households, or those that remain, are not that few */
        return (each && tally->small == tally->filled && tally->few < tally->part / 4) ||
               stands_out(cuts, tally, cut);
    case POV_CUT_LIKE:
        return is_like_others(tally, cut) || stands_out(cuts, tally, cut);
    case POV_CUT_EACH:
        return each;
    case POV_CUT_LONE:
    case POV_CUT_MOVED:
        break;
    }
    return cuts->field[cut->field + 1].text
               ? each || (tally->followed == 1 && tally->next_filled == 1)
               : stands_out(cuts, tally, cut);
}

size_t pov_cuts_judge(pov_cuts *cuts)
{
    size_t kept = 0;

    for (size_t i = 0; i < cuts->suspects; i++) {
        const pov_cut_tally *tally = &cuts->tally[cuts->suspect[i].field];
        if (cuts->suspect[i].sign == POV_CUT_LONG && cuts->fit_rows == 0) {
            /* every row is longer than the header: that alone may be a comma at each end, and
             * two counts side by side are nothing odd */
            const pov_kind kind = cuts->field[cuts->suspect[i].field].kind;
            cuts->suspect[i].sign = cuts->field[cuts->suspect[i].field + 1].text ? POV_CUT_LONE
                                    : kind == POV_KIND_COUNT                    ? POV_CUT_PART
                                                                                : POV_CUT_EACH;
        }
        if (is_certain(cuts, &cuts->suspect[i])) {
            cuts->suspect[kept] = cuts->suspect[i];
            if (cuts->suspect[kept].sign == POV_CUT_LONE && tally->followed > 1) {
                cuts->suspect[kept].sign = is_moved(cuts, tally, &cuts->suspect[kept])
                                               ? POV_CUT_MOVED
                                               : POV_CUT_EACH;
            }
            kept++;
        }
    }
    cuts->suspects = kept;
    return kept;
}

void pov_cut_refuse(const pov_cuts *cuts, const pov_cut *cut, pov_error *err)
{
    const bool count = cuts->field[cut->field].kind == POV_KIND_COUNT;
    static const char *const signs[] = {
        [POV_CUT_LONG] = POV_TEXT("the row has more cells than the header"),
        [POV_CUT_SHORT] = POV_TEXT("the other rows have more cells"),
        [POV_CUT_LONE] = POV_TEXT("no other row fills that column"),
        [POV_CUT_EACH] = POV_TEXT("that column holds nothing else"),
        [POV_CUT_MOVED] = POV_TEXT("the row ends where no other row does"),
        [POV_CUT_ZERO] = POV_TEXT("no number begins with 0"),
        [POV_CUT_PART] = POV_TEXT("a part is not more than its whole"),
        [POV_CUT_LIKE] = POV_TEXT("together they are a share like those of the other rows"),
        [POV_CUT_FEW] =
            POV_TEXT("every row has a whole percentage here and a few households there"),
    };

    if (cut->sign == POV_CUT_FITS) {
        pov_stated joined = joined_rate(cut);
        pov_buffer rate = {0};
        pov_write_ticks(&rate, joined.face, joined.digits, pov_numerals_of(pov_language_now()));
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s,%s is cut in two by its own comma: %s here, %s in the next column "
                       "(%s of %s is %s%%)",
                       cut->first, cut->second, cut->first, cut->second,
                       pov_show_count(cut->part).text, pov_show_count(cut->whole).text,
                       pov_buffer_get(&rate));
        pov_buffer_fini(&rate);
    } else {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s,%s seems to be cut in two by its own comma: %s here, %s in the next "
                       "column (%s)",
                       cut->first, cut->second, cut->first, cut->second,
                       pov_translate(signs[cut->sign]));
    }
    pov_error_hint(
        err, "write %s%s%s, or \"%s,%s\" in quotes, or save the file with ; between the cells",
        cut->first, count ? "" : ".", cut->second, cut->first, cut->second);
}
