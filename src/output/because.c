/*
 * The steps of a trace as an official would write them on paper.
 *
 * A step is a line that names the figures, where they are printed, and one with the arithmetic.
 * Both languages say the same; where the order of words differs, the translation has it (vi.po).
 */
#include "output/because.h"

#include "base/place.h"

#include "figure/arith.h"
#include "output/report.h"

#include <string.h>

#define LISTED_MAX 9   /* members of a sum that are written out */
#define SAID_MAX 16    /* steps that are said: a screen of them */
#define DECIMALS_MAX 4 /* of a quotient of households */
#define PIECES 32
#define TRANSLATED(s, english) pov_translate_to(english, (s)->language)
/* Appends a text, and a form with what it takes, in the language. */
#define ADD(s, english) pov_buffer_text((s)->out, TRANSLATED(s, english))
#define SAY(s, english, ...) pov_buffer_format((s)->out, TRANSLATED(s, english), __VA_ARGS__)
/* What is said of households, or of persons where those are what is solved. */
#define OF_WHOM(s, households, persons)                                                            \
    TRANSLATED(s, (s)->plan->of_persons ? (persons) : (households))

typedef struct speaker {
    const pov_solution *solution;
    const pov_plan *plan;
    pov_language language;
    pov_numerals numerals;
    pov_buffer *out;
    size_t file;  /* the one that was named last; POV_NONE: none */
    size_t row;   /* the one that the lines speak of */
    bool shortly; /* the chain is long */
    pov_buffer piece[PIECES];
    size_t pieces;
} speaker;

/* ---- pieces: text that a sentence takes ---- */

static pov_buffer *open_piece(speaker *s)
{
    pov_buffer *piece = &s->piece[s->pieces++ % PIECES];

    pov_buffer_clear(piece);
    return piece;
}

static const char *in_piece(speaker *s, const char *format, ...) POV_PRINTF(2, 3);

static const char *in_piece(speaker *s, const char *format, ...)
{
    pov_buffer *piece = open_piece(s);
    va_list arguments;

    va_start(arguments, format);
    pov_buffer_vformat(piece, format, arguments);
    va_end(arguments);
    return pov_buffer_get(piece);
}

/* A line of its own. */
static void new_line(speaker *s)
{
    pov_buffer_char(s->out, '\n');
}

static const char *between(const speaker *s)
{
    return s->language == POV_VIETNAMESE ? " đến " : " to ";
}

static void write_end(const speaker *s, pov_buffer *out, pov_kind kind, int64_t end, bool low)
{
    if (kind == POV_KIND_COUNT) {
        pov_write_count(out, end, s->numerals);
        return;
    }
    unsigned digits = pov_digits_needed(end);
    pov_write_ticks_outward(out, end, low, digits <= 6 ? digits : 4, s->numerals);
}

/* "17,696 to 17,702", "at least 5", "25.675 to 25.685%" */
static const char *range(speaker *s, pov_kind kind, pov_interval is)
{
    pov_buffer *out = open_piece(s), *end = open_piece(s);
    bool no_low = is.low == POV_NO_LOW || (is.low == 0 && is.high == POV_NO_HIGH);
    bool percent = kind == POV_KIND_RATE || kind == POV_KIND_CHANGE;

    if (no_low && is.high == POV_NO_HIGH) {
        return TRANSLATED(s, POV_TEXT("any number"));
    }
    if (no_low || is.high == POV_NO_HIGH) {
        write_end(s, end, kind, no_low ? is.high : is.low, !no_low);
        pov_buffer_format(out,
                          no_low ? TRANSLATED(s, POV_TEXT("at most %s"))
                                 : TRANSLATED(s, POV_TEXT("at least %s")),
                          pov_buffer_get(end));
    } else if (percent && is.high - is.low == 1) { /* one number without finite decimals */
        pov_write_ticks(out, is.low, DECIMALS_MAX, s->numerals);
    } else {
        write_end(s, out, kind, is.low, true);
        if (is.low != is.high) {
            pov_buffer_text(out, between(s));
            write_end(s, out, kind, is.high, false);
        }
    }
    pov_buffer_text(out, percent ? "%" : "");
    return pov_buffer_get(out);
}

/* " (data/daknong_2023.csv:8)", then " (:8)" for the same file. */
static const char *place(speaker *s, size_t row)
{
    pov_buffer *out = open_piece(s);
    const pov_row *of = &s->plan->row[row];

    if (pov_place_is_text(s->plan->place[of->file])) {
        pov_buffer_format(out, " (%s:%zu)", of->file != s->file ? s->plan->file[of->file] : "",
                          of->line);
    } else {
        pov_buffer_text(out, " (");
        pov_place_write(out, s->plan->place[of->file], of->line, 0);
        pov_buffer_char(out, ')');
    }
    s->file = of->file;
    return pov_buffer_get(out);
}

/* Puts the number in place of the form's mark. */
static void insert(pov_buffer *out, const char *form, const char *mark, const char *number)
{
    const char *at = strstr(form, mark);

    pov_buffer_add(out, form, (size_t)(at - form));
    pov_buffer_text(out, number);
    pov_buffer_text(out, at + strlen(mark));
}

static const char *in_words(speaker *s, const pov_figure *figure, const char *unit)
{
    pov_buffer *out = open_piece(s), *number = open_piece(s);
    pov_figure end = *figure;

    end.qualifier = POV_EXACTLY;
    pov_write_figure(number, &end, -1, s->numerals);
    if (figure->qualifier == POV_RANGE) {
        pov_buffer_text(number, between(s));
        end.value = end.value_high;
        pov_write_figure(number, &end, -1, s->numerals);
    }
    pov_buffer_text(number, unit);
    if (figure->qualifier == POV_AT_LEAST && figure->kind == POV_KIND_COUNT) {
        /* before what is counted no word can come after the number */
        return in_piece(s, TRANSLATED(s, POV_TEXT("at least %s")), pov_buffer_get(number));
    }
    insert(out, TRANSLATED(s, pov_qualifier_text((pov_qualifier)figure->qualifier)), "{1}",
           pov_buffer_get(number));
    return pov_buffer_get(out);
}

/* "about 180", "at least 1": as it is printed. */
static const char *printed(speaker *s, const pov_place *at)
{
    pov_figure figure = pov_row_figure(&s->plan->row[at->row], at->quantity);

    bool percent = figure.kind == POV_KIND_RATE || figure.kind == POV_KIND_CHANGE;
    return in_words(s, &figure, percent ? "%" : "");
}

/* "about 180, that is 175 to 185": as it is printed, and what that means. */
static const char *value(speaker *s, const pov_step_term *term)
{
    pov_kind kind = pov_aspect_kind(term->place.item.aspect);
    bool one = pov_interval_exact(term->is);

    if (!term->printed || (one && kind == POV_KIND_COUNT)) {
        return range(s, kind, term->is);
    }
    const char *as_printed = printed(s, &term->place);
    const pov_figure figure = pov_row_figure(&s->plan->row[term->place.row], term->place.quantity);
    bool open = pov_is_at_least(figure.qualifier);
    if (one || open || (kind == POV_KIND_COUNT && figure.qualifier == POV_RANGE)) {
        return as_printed;
    }
    return in_piece(s,
                    kind == POV_KIND_POINTS
                        ? TRANSLATED(s, POV_TEXT("%s, with the rounding of the rates %s"))
                        : TRANSLATED(s, POV_TEXT("%s, that is %s")),
                    as_printed, range(s, kind, term->is));
}

static const char *place_of(speaker *s, const pov_step_term *term)
{
    return term->printed ? place(s, term->place.row) : "";
}

/* ---- nouns ---- */

/* "all households", "poor households" */
static const char *people(const speaker *s, pov_measure subject)
{
    static const char *const nouns[] = {
        [POV_MEASURE_POOR] = POV_TEXT("poor households"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("near-poor households"),
        [POV_MEASURE_MULTI] = POV_TEXT("poor and near-poor households"),
        [POV_SUBJECT_ALL] = POV_TEXT("all households"),
        [POV_SUBJECT_PERSONS] = POV_TEXT("persons"),
        [POV_SUBJECT_POOR_PERSONS] = POV_TEXT("poor persons"),
    };
    if (s->plan->of_persons) {
        return subject == POV_SUBJECT_ALL ? TRANSLATED(s, POV_TEXT("all persons"))
                                          : TRANSLATED(s, nouns[POV_SUBJECT_POOR_PERSONS]);
    }
    return TRANSLATED(s, nouns[subject]);
}

static bool is_target(pov_item item)
{
    return item.aspect == POV_REMAINING || item.aspect == POV_REMAINING_SHARE;
}

/* " at the end of 2022" */
static const char *moment(speaker *s, pov_place at)
{
    const pov_row *row = &s->plan->row[at.row];
    pov_year year = is_target(at.item) ? row->target_year : row->year;
    pov_buffer *when = open_piece(s);

    if (year.year == 0) {
        return is_target(at.item) ? TRANSLATED(s, POV_TEXT(" at the end"))
                                  : TRANSLATED(s, POV_TEXT(" at the start"));
    }
    pov_year_say(when, year, s->language);
    return in_piece(s,
                    year.month != 0 ? TRANSLATED(s, POV_TEXT(" in %s"))
                                    : TRANSLATED(s, POV_TEXT(" at the end of %s")),
                    pov_buffer_get(when));
}

/* " by the end of 2023" */
static const char *period(speaker *s, size_t row)
{
    pov_buffer *when = open_piece(s);
    const pov_year year = s->plan->row[row].target_year;

    if (year.year == 0) {
        return "";
    }
    pov_year_say(when, year, s->language);
    return in_piece(s,
                    year.month != 0 ? TRANSLATED(s, POV_TEXT(" by %s"))
                                    : TRANSLATED(s, POV_TEXT(" by the end of %s")),
                    pov_buffer_get(when));
}

/* "poverty rate at the end of 2022" */
static const char *noun(speaker *s, pov_place at)
{
    static const char *const rates[] = {
        [POV_MEASURE_POOR] = POV_TEXT("poverty rate"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("near-poor rate"),
        [POV_MEASURE_MULTI] = POV_TEXT("rate of poor and near-poor households"),
    };
    const char *who = people(s, at.item.subject);

    switch (at.item.aspect) {
    case POV_RATE:
    case POV_REMAINING_SHARE:
        return in_piece(s, "%s%s",
                        s->plan->of_persons ? TRANSLATED(s, POV_TEXT("rate of poor persons"))
                                            : TRANSLATED(s, rates[at.item.subject]),
                        moment(s, at));
    case POV_PP:
        return in_piece(s, TRANSLATED(s, POV_TEXT("reduction in percentage points%s")),
                        period(s, at.row));
    case POV_REDUCTION:
        return in_piece(s, TRANSLATED(s, POV_TEXT("reduction in %s%s")), who, period(s, at.row));
    case POV_RELATIVE:
        if (at.item.subject == POV_SUBJECT_ALL) {
            return in_piece(s, TRANSLATED(s, POV_TEXT("growth of all households%s")),
                            period(s, at.row));
        }
        return in_piece(s, TRANSLATED(s, POV_TEXT("reduction in percent of the %s%s")), who,
                        period(s, at.row));
    case POV_FLOW:
        return pov_label(pov_quantity_get(at.quantity)->name, s->language);
    case POV_COUNT:
    case POV_REMAINING:
        break;
    }
    return in_piece(s, "%s%s", who, moment(s, at));
}

/* A number with what it counts: "815 poor", "about 180 fewer", "630 to 640 left". `grows`: the
 * number is that of a reduction with its sign changed. */
static const char *counted_as(speaker *s, const pov_step_term *term, const char *number, bool grows)
{
    static const char *const counts[] = {
        [POV_MEASURE_POOR] = POV_TEXT("%s poor"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("%s near-poor"),
        [POV_MEASURE_MULTI] = POV_TEXT("%s poor and near-poor"),
        [POV_SUBJECT_ALL] = POV_TEXT("%s households"),
        [POV_SUBJECT_PERSONS] = POV_TEXT("%s persons"),
        [POV_SUBJECT_POOR_PERSONS] = POV_TEXT("%s poor persons"),
    };
    static const char *const fewer[] = {
        [POV_MEASURE_POOR] = POV_TEXT("%s fewer"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("%s fewer near-poor"),
        [POV_MEASURE_MULTI] = POV_TEXT("%s fewer poor and near-poor"),
        [POV_SUBJECT_POOR_PERSONS] = POV_TEXT("%s fewer"),
    };
    static const char *const more[] = {
        [POV_MEASURE_POOR] = POV_TEXT("%s more"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("%s more near-poor"),
        [POV_MEASURE_MULTI] = POV_TEXT("%s more poor and near-poor"),
        [POV_SUBJECT_POOR_PERSONS] = POV_TEXT("%s more"),
    };
    static const char *const left[] = {
        [POV_MEASURE_POOR] = POV_TEXT("%s left"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("%s near-poor left"),
        [POV_MEASURE_MULTI] = POV_TEXT("%s poor and near-poor left"),
        [POV_SUBJECT_ALL] = POV_TEXT("%s households"),
        [POV_SUBJECT_PERSONS] = POV_TEXT("%s persons"),
        [POV_SUBJECT_POOR_PERSONS] = POV_TEXT("%s poor persons left"),
    };
    pov_item item = term->place.item;
    if (s->plan->of_persons) {
        item.subject =
            item.subject == POV_SUBJECT_ALL ? POV_SUBJECT_PERSONS : POV_SUBJECT_POOR_PERSONS;
    }
    const char *const *forms = item.aspect == POV_REDUCTION   ? (grows ? more : fewer)
                               : item.aspect == POV_REMAINING ? left
                                                              : counts;

    if (pov_aspect_kind(item.aspect) == POV_KIND_POINTS) {
        bool one = strcmp(number, "1") == 0;
        return in_piece(s,
                        one ? TRANSLATED(s, POV_TEXT("%s percentage point"))
                            : TRANSLATED(s, POV_TEXT("%s percentage points")),
                        number);
    }
    if (pov_aspect_kind(item.aspect) != POV_KIND_COUNT || item.aspect == POV_FLOW) {
        return number;
    }
    pov_buffer *out = open_piece(s);
    insert(out, TRANSLATED(s, forms[item.subject]), "%s", number);
    return pov_buffer_get(out);
}

static const char *counted(speaker *s, const pov_step_term *term, const char *number)
{
    return counted_as(s, term, number, false);
}

/* A change of households in words: "4,990", "from 8,352 more to 13,342 fewer". */
static const char *change(speaker *s, pov_interval is)
{
    const int64_t up = pov_negate_end(is.low);

    if (is.low == POV_NO_LOW || is.low >= 0) {
        return range(s, POV_KIND_COUNT, is);
    }
    if (is.high == POV_NO_HIGH) {
        return in_piece(s, TRANSLATED(s, POV_TEXT("at most %s more")),
                        range(s, POV_KIND_COUNT, pov_interval_point(up)));
    }
    if (is.high > 0) {
        return in_piece(s, TRANSLATED(s, POV_TEXT("from %s more to %s fewer")),
                        range(s, POV_KIND_COUNT, pov_interval_point(up)),
                        range(s, POV_KIND_COUNT, pov_interval_point(is.high)));
    }
    return range(s, POV_KIND_COUNT, is);
}

/* What a difference gives: a reduction may turn out to be a rise. */
static const char *result_in_words(speaker *s, const pov_step_term *term, pov_interval is)
{
    if (term->place.item.aspect != POV_REDUCTION || is.low >= 0 || is.low == POV_NO_LOW) {
        return counted(s, term, range(s, pov_aspect_kind(term->place.item.aspect), is));
    }
    return is.high < 0
               ? counted_as(s, term, range(s, POV_KIND_COUNT, pov_interval_negate(is)), true)
               : change(s, is);
}

/* "Đắk Nông (local ethnic minorities)", "Tân An, Châu Thành" where two are called Tân An */
static const char *unit_of(speaker *s, size_t row)
{
    const pov_row *of = &s->plan->row[row];
    pov_buffer *out = open_piece(s);

    pov_buffer_text(out, of->name);
    if (of->parent_name[0] != '\0' && pov_plan_has_namesake(s->plan, of->unit)) {
        pov_buffer_format(out, ", %s", of->parent_name);
    }
    pov_write_group(out, of->group, s->language);
    return pov_buffer_get(out);
}

/* "Tuy Đức: ", where a line speaks of another unit or group than the one that was asked about. */
static void name_unit(speaker *s, size_t row)
{
    const pov_row *of = &s->plan->row[row], *asked = &s->plan->row[s->row];

    if (of->unit != asked->unit || strcmp(of->group, asked->group) != 0) {
        pov_buffer_format(s->out, "%s: ", unit_of(s, row));
    }
}

/* ---- arithmetic ---- */

/* part × by / whole with as many decimals as tell it from a whole number. */
static void write_quotient(speaker *s, int64_t part, int64_t by, int64_t whole)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000};
    unsigned digits = 1;
    int64_t scaled = 0;
    bool exact = (pov_wide)part * by % whole == 0;

    for (; digits <= DECIMALS_MAX && !exact; digits++) {
        scaled = pov_muldiv_round(pov_multiply(part, powers[digits]), by, whole);
        if (scaled % powers[digits] != 0) {
            break;
        }
    }
    if (exact || digits > DECIMALS_MAX) {
        pov_write_count(s->out, pov_muldiv_round(part, by, whole), s->numerals);
        return;
    }
    pov_write_count(s->out, scaled / powers[digits], s->numerals);
    pov_buffer_format(s->out, "%c%0*lld", s->numerals.decimal, (int)digits,
                      (long long)(scaled % powers[digits]));
}

/* A rate with so many decimals, rounded outward, that a sum by hand with it gives the same whole
 * number as the exact one; it is set to what is written. */
static void write_rate(speaker *s, int64_t *ticks, bool low, int64_t count, bool divides)
{
    unsigned digits = pov_digits_needed(*ticks);
    int64_t shown = *ticks;

    for (unsigned least = digits <= 6 ? digits : 4; least <= digits; least++) {
        int64_t unit = pov_digit_unit(least);
        shown = low ? pov_floor_to(*ticks, unit) : pov_ceil_to(*ticks, unit);
        int64_t is = divides ? pov_muldiv_floor(count, POV_HUNDRED_PERCENT, shown > 0 ? shown : 1)
                             : pov_muldiv_floor(count, shown, POV_HUNDRED_PERCENT);
        int64_t was = divides ? pov_muldiv_floor(count, POV_HUNDRED_PERCENT, *ticks)
                              : pov_muldiv_floor(count, *ticks, POV_HUNDRED_PERCENT);
        if (shown > 0 && is == was) {
            pov_write_ticks(s->out, shown, least, s->numerals);
            break;
        }
    }
    pov_buffer_char(s->out, '%');
    *ticks = shown;
}

/* "4,545 ÷ 25.685% = 17,695.2; ÷ 25.675% = 17,702.04". False: there is nothing to divide. */
static bool say_divisions(speaker *s, const pov_step *step)
{
    pov_interval count = step->term[0].is, rate = step->term[2].is;
    const int64_t part[] = {count.low, count.high};
    int64_t by[] = {rate.high, rate.low};
    bool any = false;

    for (size_t i = 0; i < 2; i++) {
        if (part[i] <= 0 || part[i] == POV_NO_HIGH || by[i] <= 0) {
            continue;
        }
        pov_buffer_text(s->out, any ? "; " : "");
        if (!any || part[0] != part[1]) {
            pov_write_count(s->out, part[i], s->numerals);
            pov_buffer_char(s->out, ' ');
        }
        pov_buffer_text(s->out, "÷ ");
        write_rate(s, &by[i], i == 1, part[i], true);
        pov_buffer_text(s->out, " = ");
        write_quotient(s, part[i], POV_HUNDRED_PERCENT, by[i]);
        any = true;
    }
    return any;
}

/* The whole numbers of a product or quotient, and what is left of them by the steps before. */
static const char *whole_numbers(speaker *s, const pov_step *step, pov_interval own)
{
    const pov_interval is = step->term[step->result].is, gives = step->gives;
    bool above = gives.low >= own.low && gives.high <= own.high &&
                 (gives.low == own.low || gives.low == is.low) &&
                 (gives.high == own.high || gives.high == is.high) &&
                 (gives.low != own.low || gives.high != own.high);
    const char *left = range(s, POV_KIND_COUNT, gives);

    if (!above || step->term[step->result].printed) {
        return left;
    }
    return in_piece(s, TRANSLATED(s, POV_TEXT("%s; with the above: %s")),
                    range(s, POV_KIND_COUNT, own), left);
}

/* Numbers that are left out though they lie between: no whole number of households is near them. */
static void say_skipped(speaker *s, const pov_step *step, pov_interval own)
{
    const pov_interval is = step->term[step->result].is, gives = step->gives;

    if (gives.low > own.low && gives.low > is.low) {
        SAY(s, POV_TEXT(" (below %s no whole numbers have this rate)"),
            range(s, POV_KIND_COUNT, pov_interval_point(gives.low)));
    }
}

/* The whole numbers that the divisions leave. */
static pov_interval own_total(const pov_step *step)
{
    return pov_interval_meet(pov_interval_whole(step->term[0].is, step->term[2].is),
                             (pov_interval){1, POV_NO_HIGH});
}

static pov_interval own_count(pov_interval total, pov_interval rate)
{
    pov_interval own = {0, POV_NO_HIGH};

    if (rate.low > 0) {
        own.low = pov_muldiv_ceil(total.low, rate.low, POV_HUNDRED_PERCENT);
    }
    if (total.high != POV_NO_HIGH) {
        own.high = pov_muldiv_floor(total.high, rate.high, POV_HUNDRED_PERCENT);
    }
    return own;
}

/* "400 × 9.195% = 36.78; 400 × 9.205% = 36.82": each after the separator. Says whether it is one
 * product of exact numbers. */
static bool say_products(speaker *s, pov_interval total, pov_interval rate, const char *separator)
{
    const int64_t whole[] = {total.low, total.high};
    int64_t by[] = {rate.low, rate.high};
    const bool one = pov_interval_exact(total) && pov_interval_exact(rate);

    for (size_t i = 0; i < (one ? 1U : 2U); i++) {
        if (by[i] <= 0 || whole[i] == POV_NO_HIGH) {
            continue;
        }
        pov_buffer_text(s->out, separator);
        pov_write_count(s->out, whole[i], s->numerals);
        pov_buffer_text(s->out, " × ");
        write_rate(s, &by[i], i == 0, whole[i], false);
        pov_buffer_text(s->out, " = ");
        write_quotient(s, whole[i], by[i], POV_HUNDRED_PERCENT);
        separator = "; ";
    }
    return one;
}

static void say_count(speaker *s, const pov_step *step)
{
    pov_interval total = step->term[1].is, rate = step->term[2].is;

    if (total.high == POV_NO_HIGH && step->gives.high == POV_NO_HIGH && rate.high > 0) {
        int64_t least = pov_muldiv_ceil(step->gives.low, POV_HUNDRED_PERCENT, rate.high);
        new_line(s);
        name_unit(s, step->term[0].place.row);
        const char *who = noun(s, step->term[0].place);
        const char *is = value(s, &step->term[2]);
        const char *at = place_of(s, &step->term[2]);
        const char *gives = range(s, POV_KIND_COUNT, step->gives);
        pov_buffer_format(s->out,
                          OF_WHOM(s, POV_TEXT("%s: %s of all households%s, so there are some: %s"),
                                  POV_TEXT("%s: %s of all persons%s, so there are some: %s")),
                          who, is, at, gives);
        SAY(s, POV_TEXT(" (%s of %s)"), pov_show_count(step->gives.low).text,
            pov_show_count(least).text);
        return;
    }
    new_line(s);
    name_unit(s, step->term[0].place.row);
    const char *is = value(s, &step->term[2]);
    const char *at = place_of(s, &step->term[2]);
    const char *of = counted(s, &step->term[1], value(s, &step->term[1]));
    const char *whole_at = place_of(s, &step->term[1]);
    if (rate.low <= 0 && rate.high >= POV_HUNDRED_PERCENT) {
        const char *who = noun(s, step->term[0].place);
        pov_interval gives = step->gives;
        gives.low = gives.low == 0 ? POV_NO_LOW : gives.low;
        SAY(s, POV_TEXT("%s: of %s%s, so %s"), who, of, whole_at, range(s, POV_KIND_COUNT, gives));
        return;
    }
    SAY(s, POV_TEXT("%s%s of %s%s"), is, at, of, whole_at);
    const bool one = say_products(s, total, rate, ": ");
    if (!one || (pov_wide)total.low * rate.low % (pov_wide)POV_HUNDRED_PERCENT != 0) {
        pov_buffer_format(
            s->out, OF_WHOM(s, POV_TEXT("; whole households: %s"), POV_TEXT("; whole persons: %s")),
            whole_numbers(s, step, own_count(total, rate)));
        say_skipped(s, step, own_count(total, rate));
    }
}

static void say_rate(speaker *s, const pov_step *step)
{
    pov_interval gives = step->gives;

    gives.low = gives.low <= 0 && gives.high > 0 ? POV_NO_LOW : gives.low;
    new_line(s);
    name_unit(s, step->term[0].place.row);
    const char *count = value(s, &step->term[0]);
    const char *at = place_of(s, &step->term[0]);
    const char *total = value(s, &step->term[1]);
    const char *whole_at = place_of(s, &step->term[1]);
    pov_buffer_format(s->out, "%s%s ÷ %s%s = %s", count, at, total, whole_at,
                      range(s, POV_KIND_RATE, gives));
}

/* Of a long chain: "2,974 left at 19.50% (:9): 2,974 ÷ 19.505% = 15,247.4: at least 15,248" */
static void say_total_shortly(speaker *s, const pov_step *step)
{
    const char *count = counted(s, &step->term[0], range(s, POV_KIND_COUNT, step->term[0].is));
    const char *rate = step->term[2].printed ? printed(s, &step->term[2].place)
                                             : range(s, POV_KIND_RATE, step->term[2].is);
    const char *at =
        step->term[2].printed || step->term[0].printed ? place(s, step->term[0].place.row) : "";

    if (pov_aspect_kind(step->term[2].place.item.aspect) == POV_KIND_POINTS) {
        SAY(s, POV_TEXT("%s, that is %s%s: "), count,
            counted(s, &step->term[2], range(s, POV_KIND_POINTS, step->term[2].is)), at);
    } else {
        SAY(s, POV_TEXT("%s at %s%s: "), count, rate, at);
    }
    (void)say_divisions(s, step);
    pov_buffer_format(s->out, OF_WHOM(s, POV_TEXT(": %s households"), POV_TEXT(": %s persons")),
                      whole_numbers(s, step, own_total(step)));
    say_skipped(s, step, own_total(step));
}

/* How many households there are, by a count and its rate. */
static void say_total(speaker *s, const pov_step *step)
{
    const pov_step_term *count = &step->term[0], *rate = &step->term[2];

    new_line(s);
    name_unit(s, count->place.row);
    if (rate->is.low <= 0 && rate->is.high >= POV_HUNDRED_PERCENT) { /* a part of them, no more */
        const char *part = counted(s, count, value(s, count));
        pov_buffer_format(s->out,
                          OF_WHOM(s, POV_TEXT("%s%s, so all households: %s"),
                                  POV_TEXT("%s%s, so all persons: %s")),
                          part, place_of(s, count), range(s, POV_KIND_COUNT, step->gives));
        return;
    }
    if (s->shortly) {
        say_total_shortly(s, step);
        return;
    }
    bool one_place = count->printed && rate->printed;
    const char *what = value(s, count);
    if (pov_aspect_kind(rate->place.item.aspect) == POV_KIND_RATE) {
        what = in_piece(s, "%s %s", what, people(s, count->place.item.subject));
    } else {
        what = counted(s, count, what);
    }
    const char *at = one_place ? "" : place_of(s, count);
    const char *share =
        counted(s, rate,
                rate->printed ? printed(s, &rate->place)
                              : range(s, pov_aspect_kind(rate->place.item.aspect), rate->is));
    SAY(s, POV_TEXT("%s%s are %s of %s"), what, at, share, noun(s, step->term[1].place));
    if (rate->printed) {
        SAY(s, POV_TEXT(", that is %s"), range(s, POV_KIND_RATE, rate->is));
    }
    pov_buffer_text(s->out, place_of(s, rate));
    new_line(s);
    const char *separator = say_divisions(s, step) ? "; " : "";
    pov_buffer_format(
        s->out, OF_WHOM(s, POV_TEXT("%swhole households: %s"), POV_TEXT("%swhole persons: %s")),
        separator, whole_numbers(s, step, own_total(step)));
    say_skipped(s, step, own_total(step));
}

static void say_ratio(speaker *s, const pov_step *step)
{
    if (step->result == 0) {
        say_count(s, step);
    } else if (step->result == 1) {
        say_total(s, step);
    } else {
        say_rate(s, step);
    }
}

/* "815 poor (slip.csv:3) − about 180 fewer, that is 175 to 185 (:3) = 630 to 640 left". A number
 * below zero changes the sign before it. */
static void say_difference(speaker *s, const pov_step *step)
{
    const size_t first = step->result == 0 ? 1 : 0, second = step->result == 2 ? 1 : 2;

    new_line(s);
    name_unit(s, step->term[0].place.row);
    for (size_t i = 0; i < 2; i++) {
        const pov_step_term *term = &step->term[i == 0 ? first : second];
        const pov_aspect aspect = term->place.item.aspect;
        bool below =
            term->is.high < 0 && term->is.low != POV_NO_LOW && (i == 1 || aspect != POV_PP);
        const char *what =
            counted_as(s, term,
                       below ? range(s, pov_aspect_kind(aspect), pov_interval_negate(term->is))
                             : value(s, term),
                       below);
        pov_buffer_format(s->out, "%s%s%s",
                          i == 0                         ? ""
                          : (step->result == 0) == below ? " − "
                                                         : " + ",
                          what, place_of(s, term));
    }
    pov_buffer_format(s->out, " = %s", result_in_words(s, &step->term[step->result], step->gives));
}

/* ---- lists ---- */

/* "19,649 + 22,142–22,211 − 686" */
static void say_members(speaker *s, const pov_step *step)
{
    bool first = true;

    for (size_t i = 1; i < step->count; i++) {
        if (i == step->result) {
            continue;
        }
        const pov_interval all = step->term[i].is;
        pov_interval is = step->complete ? all : pov_interval_point(all.low);
        bool below = is.high < 0 && is.low != POV_NO_LOW;
        is = below ? pov_interval_negate(is) : is;
        pov_buffer_text(s->out, first ? (below ? "−" : "") : below ? " − " : " + ");
        if (is.low >= 0 && is.high != POV_NO_HIGH && is.high > is.low) {
            pov_write_count(s->out, is.low, s->numerals);
            pov_buffer_text(s->out, "–");
            is.low = is.high;
        }
        pov_buffer_text(s->out, range(s, POV_KIND_COUNT, is));
        first = false;
    }
}

static pov_interval others_of(const pov_step *step)
{
    pov_interval sum = pov_interval_point(0);

    for (size_t i = 1; i < step->count; i++) {
        if (i != step->result) {
            sum = pov_interval_add(sum, step->term[i].is);
        }
    }
    return sum;
}

/* A list that may lack units bounds its whole from below, and its units from above. */
static pov_interval sum_gives(const pov_step *step)
{
    pov_interval gives = step->gives;

    if (!step->complete && step->result == 0) {
        gives.high = POV_NO_HIGH;
    } else if (!step->complete) {
        gives.low = POV_NO_LOW;
    }
    return gives;
}

static void say_lines(speaker *s, const pov_step *step)
{
    size_t low = SIZE_MAX, high = 0, file = POV_NONE, first = POV_NONE;

    for (size_t i = 1; i < step->count; i++) {
        const pov_row *row = &s->plan->row[step->term[i].place.row];
        if (i != step->result && step->term[i].printed) {
            first = first == POV_NONE ? step->term[i].place.row : first;
            file = row->file;
            low = row->line < low ? row->line : low;
            high = row->line > high ? row->line : high;
        }
    }
    if (first == POV_NONE) {
        return;
    }
    const char *in = s->plan->place[file];
    const bool text = pov_place_is_text(in);
    pov_buffer_text(s->out, " (");
    if (text) {
        pov_buffer_format(s->out, "%s:%zu", file != s->file ? s->plan->file[file] : "", low);
    } else {
        pov_place_write(s->out, in, low, 0);
    }
    if (high > low) {
        pov_buffer_text(s->out, text ? "–:" : " – ");
        pov_place_write_line(s->out, in, high);
    }
    pov_buffer_char(s->out, ')');
    s->file = file;
}

static void say_flows(speaker *s, const pov_step *step)
{
    new_line(s);
    name_unit(s, step->term[0].place.row);
    for (size_t i = 1; i < step->count; i++) {
        const pov_step_term *term = &step->term[i];
        bool off = i >= step->count - step->minus;
        if (term->is.low == 0 && term->is.high == 0) {
            continue;
        }
        pov_buffer_format(s->out, "%s%s %s",
                          i == 1 ? ""
                          : off  ? " − "
                                 : " + ",
                          noun(s, term->place), value(s, term));
    }
    pov_buffer_format(s->out, "%s = %s", place(s, step->term[0].place.row),
                      counted(s, &step->term[0], range(s, POV_KIND_COUNT, step->gives)));
}

static void say_part(speaker *s, const pov_step *step)
{
    const pov_step_term *result = &step->term[step->result];
    const pov_step_term *other = &step->term[step->result == 0];
    const pov_kind kind = pov_aspect_kind(other->place.item.aspect);
    const pov_interval gives = step->gives;
    bool is_part = (step->result == 0) == (step->kind == POV_STEP_PART);

    new_line(s);
    name_unit(s, result->place.row);
    const char *what = noun(s, result->place);
    const char *is = value(s, other), *at = place_of(s, other);
    const char *of = unit_of(s, other->place.row);
    if (step->kind == POV_STEP_SUM && step->complete) {
        SAY(s, POV_TEXT("%s: %s%s, since no other unit of %s is listed"), what, is, at, of);
        return;
    }
    const char *so = range(s, kind,
                           is_part ? (pov_interval){POV_NO_LOW, gives.high}
                                   : (pov_interval){gives.low, POV_NO_HIGH});
    SAY(s,
        is_part ? POV_TEXT("%s: %s, since they are a part of the %s of %s%s")
                : POV_TEXT("%s: %s, since the %s of %s are a part of them%s"),
        what, so, is, of, at);
}

static void say_sum(speaker *s, const pov_step *step)
{
    size_t others = step->count - 1 - (step->result > 0);
    bool listed = others <= LISTED_MAX;
    const pov_step_term *whole = &step->term[0];

    if (step->minus > 0) {
        say_flows(s, step);
        return;
    }
    if (others == 0 || (others == 1 && !step->complete && step->result == 0)) {
        say_part(s, step);
        return;
    }
    new_line(s);
    if (step->result == 0) {
        const char *of = unit_of(s, whole->place.row), *what = noun(s, whole->place);
        if (others > 1) {
            SAY(s, POV_TEXT("The %zu units of %s, %s: "), others, of, what);
        } else {
            SAY(s, POV_TEXT("The only unit that is listed of %s, %s: "), of, what);
        }
        if (listed && others > 1) {
            say_members(s, step);
            pov_buffer_text(s->out, " = ");
        }
        pov_buffer_text(s->out, range(s, POV_KIND_COUNT, sum_gives(step)));
        say_lines(s, step);
        return;
    }
    const char *total = step->complete
                            ? value(s, whole)
                            : range(s, POV_KIND_COUNT, pov_interval_point(whole->is.high));
    const char *at = place_of(s, whole);
    SAY(s, POV_TEXT("%s, %s: %s%s − "), unit_of(s, whole->place.row), noun(s, whole->place), total,
        at);
    if (listed && others > 1) {
        pov_buffer_char(s->out, '(');
        say_members(s, step);
        pov_buffer_char(s->out, ')');
    } else {
        pov_buffer_text(s->out, range(s, POV_KIND_COUNT, others_of(step)));
    }
    say_lines(s, step);
    SAY(s, POV_TEXT(" of the other units; left for %s: %s"),
        unit_of(s, step->term[step->result].place.row), range(s, POV_KIND_COUNT, sum_gives(step)));
    if (!step->complete && step->gives.low > 0) {
        SAY(s, POV_TEXT("; with the above: %s"), range(s, POV_KIND_COUNT, step->gives));
    }
}

static void say_mean(speaker *s, const pov_step *step)
{
    size_t low = 1, high = 1;

    for (size_t i = 2; i < step->count; i++) {
        low = step->term[i].is.low < step->term[low].is.low ? i : low;
        high = step->term[i].is.high > step->term[high].is.high ? i : high;
    }
    const char *least = value(s, &step->term[low]), *least_at = place_of(s, &step->term[low]);
    const char *most = value(s, &step->term[high]), *most_at = place_of(s, &step->term[high]);
    new_line(s);
    SAY(s, POV_TEXT("%s, of %s: between that of %s, %s%s, and that of %s, %s%s: %s"),
        noun(s, step->term[0].place), unit_of(s, step->term[0].place.row),
        unit_of(s, step->term[low].place.row), least, least_at,
        unit_of(s, step->term[high].place.row), most, most_at,
        range(s, POV_KIND_RATE, step->gives));
}

static void say_same(speaker *s, const pov_step *step)
{
    const pov_step_term *other = &step->term[step->result == 0];

    if (!other->printed) { /* the step that gave it has said it of the same moment */
        return;
    }
    new_line(s);
    name_unit(s, other->place.row);
    const char *what = noun(s, other->place);
    const char *is = value(s, other);
    SAY(s, POV_TEXT("%s: %s, as in the row of the same state%s"), what, is,
        place(s, other->place.row));
}

/* "3 to 4 too many", "at most 97 too few", "from 2 too few to 1 too many", "5% of them or more" */
static const char *too(speaker *s, pov_interval is, pov_interval rate)
{
    pov_interval few = pov_interval_negate(is);

    if (is.low == POV_NO_LOW && is.high == POV_NO_HIGH) {
        return range(s, POV_KIND_COUNT, is);
    }
    if (is.low < 0 && is.high > 0 && pov_interval_bounded(is)) {
        pov_interval low = pov_interval_point(few.high), high = pov_interval_point(is.high);
        return in_piece(s, TRANSLATED(s, POV_TEXT("from %s too few to %s too many")),
                        range(s, POV_KIND_COUNT, low), range(s, POV_KIND_COUNT, high));
    }
    /* of an end above zero on the open side "at most so many too few" says it */
    bool many = is.high != POV_NO_HIGH ? is.high > 0 : is.low >= 0;
    pov_interval ends = many ? is : few;
    if (ends.low <= 0 && ends.high == POV_NO_HIGH) {
        return in_piece(s,
                        many ? TRANSLATED(s, POV_TEXT("%s of them or more"))
                             : TRANSLATED(s, POV_TEXT("%s of them or less")),
                        range(s, POV_KIND_RATE, rate));
    }
    return in_piece(
        s, many ? TRANSLATED(s, POV_TEXT("%s too many")) : TRANSLATED(s, POV_TEXT("%s too few")),
        range(s, POV_KIND_COUNT, ends));
}

/* Whether the step before says the same of the same unit, of its households or of its count. */
static bool goes_on(const pov_step *step, const pov_step *before)
{
    bool same = before != NULL && before->kind == POV_STEP_EXCESS && before->count == step->count &&
                before->rate.low == step->rate.low && before->result / 2 == step->result / 2 &&
                before->term[0].place.row == step->term[0].place.row &&
                before->term[0].place.item.aspect == step->term[0].place.item.aspect;

    for (size_t i = 0; same && i < step->count / 2; i++) {
        same = i == step->result / 2 || (step->excess[i].low == before->excess[i].low &&
                                         step->excess[i].high == before->excess[i].high);
    }
    return same;
}

/* What a list says of those above a rate, or of those who are not poor. */
static void say_excess(speaker *s, const pov_step *step, const pov_step *before)
{
    size_t pair = step->result / 2, pairs = step->count / 2;
    pov_interval others = pov_interval_point(0), whole = step->excess[0], left;
    const pov_step_term *result = &step->term[step->result];
    bool not_poor = step->rate.low >= POV_HUNDRED_PERCENT;

    if (goes_on(step, before)) {
        const char *also = noun(s, result->place);
        pov_buffer_format(s->out, "; %s: %s", also, range(s, POV_KIND_COUNT, step->gives));
        return;
    }
    for (size_t i = 1; i < pairs; i++) {
        if (i != pair) {
            others = pov_interval_add(others, step->excess[i]);
        }
    }
    left = pair == 0 ? others : pov_interval_subtract(whole, others);
    new_line(s);
    if (not_poor) {
        others = pov_interval_negate(others);
        left = pov_interval_negate(left);
        whole = pov_interval_negate(whole);
        const char *who = people(s, result->place.item.subject == POV_SUBJECT_ALL
                                        ? step->term[0].place.item.subject
                                        : result->place.item.subject);
        pov_buffer_format(s->out,
                          OF_WHOM(s, POV_TEXT("All households but the %s: "),
                                  POV_TEXT("All persons but the %s: ")),
                          who);
    } else {
        const char *rate = range(s, POV_KIND_RATE, step->rate);
        pov_buffer_format(s->out,
                          OF_WHOM(s, POV_TEXT("Measured by %s of the households: "),
                                  POV_TEXT("Measured by %s of the persons: ")),
                          rate);
    }
    const char *name = unit_of(s, step->term[0].place.row);
    if (pair != 0) {
        pov_buffer_format(s->out, "%s %s, ", name,
                          not_poor ? range(s, POV_KIND_COUNT, whole) : too(s, whole, step->rate));
    }
    const char *rest = not_poor ? range(s, POV_KIND_COUNT, others) : too(s, others, step->rate);
    SAY(s, pair == 0 ? POV_TEXT("the units listed %s") : POV_TEXT("the other units %s"), rest);
    const char *leaves = not_poor ? range(s, POV_KIND_COUNT, left) : too(s, left, step->rate);
    SAY(s, POV_TEXT(", so %s %s; "), unit_of(s, result->place.row), leaves);
    const char *what = noun(s, result->place);
    pov_buffer_format(s->out, "%s: %s", what,
                      range(s, pov_aspect_kind(result->place.item.aspect), step->gives));
}

/* ---- what is assumed, and what is not in the system ---- */

/* "if the aim is just reached and the number of all households does not change by … (assumed)" */
static const char *assumption(speaker *s, size_t row, bool aimed)
{
    pov_interval growth = s->solution->assumptions.growth;
    pov_buffer *out = open_piece(s);

    pov_buffer_text(out, aimed ? TRANSLATED(s, POV_TEXT("if the aim is just reached and "))
                               : TRANSLATED(s, POV_TEXT("if ")));
    if (growth.low == 0 && growth.high == 0) {
        pov_buffer_format(
            out,
            TRANSLATED(s, POV_TEXT("the number of all households does not change%s (assumed)")),
            period(s, row));
    } else {
        pov_buffer_format(
            out, TRANSLATED(s, POV_TEXT("the number of all households grows by %s%s (assumed)")),
            range(s, POV_KIND_CHANGE, growth), period(s, row));
    }
    return pov_buffer_get(out);
}

static void say_grown(speaker *s, const pov_step *step)
{
    const pov_step_term *result = &step->term[step->result];
    const pov_step_term *other = &step->term[step->result == 0];

    new_line(s);
    name_unit(s, result->place.row);
    const char *what = noun(s, result->place);
    const char *gives = range(s, pov_aspect_kind(result->place.item.aspect), step->gives);
    const char *is = value(s, other);
    if (pov_aspect_kind(result->place.item.aspect) == POV_KIND_RATE) { /* of others, by growth */
        pov_place start = result->place, end = result->place;
        start.item.aspect = POV_COUNT;
        end.item.aspect = POV_REMAINING;
        const char *from = moment(s, step->result == 0 ? end : start);
        const char *at = place_of(s, other);
        SAY(s, POV_TEXT("%s%s of all households%s are %s of those%s, %s"), is, at, from, gives,
            moment(s, step->result == 0 ? start : end), assumption(s, result->place.row, false));
        return;
    }
    if (step->rate.low == POV_HUNDRED_PERCENT && step->rate.high == POV_HUNDRED_PERCENT) {
        SAY(s, POV_TEXT("%s: %s, as many as%s (assumed)"), what, gives, moment(s, other->place));
        return;
    }
    SAY(s, POV_TEXT("%s: %s from %s%s, %s"), what, gives, is, place_of(s, other),
        assumption(s, result->place.row, false));
}

/* "15,248 ÷ 15,025 = 1.01484; 15,255 ÷ 15,021 = 1.01558" */
static void say_quotients(speaker *s, const pov_step *step)
{
    pov_interval part = step->term[0].is, whole = step->term[1].is;
    /* a fall is the widest with the fewest, a rise with the most */
    const int64_t by[] = {part.low >= 0 ? whole.high : whole.low,
                          part.high >= 0 ? whole.low : whole.high};
    bool ends[] = {part.low != POV_NO_LOW && by[0] > 0 && by[0] != POV_NO_HIGH,
                   part.high != POV_NO_HIGH && by[1] > 0 && by[1] != POV_NO_HIGH};
    bool growth = step->kind == POV_STEP_GROWTH;

    new_line(s);
    for (size_t i = 0; i < 2; i++) {
        if (!ends[i] || (i == 1 && pov_interval_exact(part) && pov_interval_exact(whole))) {
            continue;
        }
        int64_t a = i == 0 ? part.low : part.high, b = by[i];
        pov_buffer_text(s->out, i == 1 && ends[0] ? "; " : "");
        write_end(s, s->out, POV_KIND_COUNT, a, true);
        pov_buffer_text(s->out, i == 0 || !ends[0] ? place_of(s, &step->term[0]) : "");
        pov_buffer_text(s->out, " ÷ ");
        pov_write_count(s->out, b, s->numerals);
        pov_buffer_text(s->out, i == 0 || !ends[0] ? place_of(s, &step->term[1]) : "");
        pov_buffer_text(s->out, " = ");
        if (growth) {
            pov_write_ticks(s->out, pov_muldiv_round(a, POV_PERCENT, b), 5, s->numerals);
        } else {
            int64_t share = pov_muldiv_round(a, POV_HUNDRED_PERCENT, b);
            bool even = share == pov_round_to(share, pov_digit_unit(2));
            pov_write_ticks(s->out, share, even ? 2 : 4, s->numerals); /* bounds round outward */
            pov_buffer_char(s->out, '%');
        }
    }
}

/* "4.32 − 3.41 = 0.91 (:3)": printed rates as documents subtract them, others by their bounds. */
static void say_points(speaker *s, const pov_step *step)
{
    const pov_step_term *a = &step->term[0], *b = &step->term[1];

    new_line(s);
    pov_figure rate = pov_row_figure(&s->plan->row[a->place.row], a->place.quantity);
    pov_figure left = pov_row_figure(&s->plan->row[b->place.row], b->place.quantity);
    if (!a->printed || !b->printed || !pov_figure_is_printed(&rate) ||
        !pov_figure_is_printed(&left)) {
        const char *from = value(s, a), *at = place_of(s, a);
        const char *off = value(s, b), *off_at = place_of(s, b);
        pov_buffer_format(s->out, "%s%s − %s%s = %s", from, at, off, off_at,
                          range(s, POV_KIND_POINTS, step->gives));
        return;
    }
    pov_figure fall = pov_figure_difference(&rate, &left, POV_KIND_POINTS);
    pov_write_figure(s->out, &rate, -1, s->numerals);
    pov_buffer_text(s->out, " − ");
    pov_write_figure(s->out, &left, -1, s->numerals);
    pov_buffer_text(s->out, " = ");
    pov_write_figure(s->out, &fall, -1, s->numerals);
    pov_buffer_text(s->out, place(s, a->place.row));
    const pov_figure *aim = &s->solution->row[a->place.row].of[a->place.item.subject][POV_PP];
    if (aim->basis == POV_BASIS_STATED && fall.value < aim->value &&
        pov_round_to(fall.value, pov_digit_unit(aim->digits)) >= aim->value) {
        ADD(s, POV_TEXT("; as rounded as the aim: "));
        pov_write_ticks(s->out, fall.value, aim->digits, s->numerals);
    } else if (aim->basis != POV_BASIS_STATED) {
        SAY(s, POV_TEXT("; not rounded: %s"), range(s, POV_KIND_POINTS, step->gives));
    }
}

/* "61 ÷ 51.945% = 117.4; ÷ 51.935% = 117.5: no whole number of households is between" */
static void say_no_fit(speaker *s, const pov_step *step)
{
    new_line(s);
    name_unit(s, step->term[0].place.row);
    const char *separator = "";
    for (size_t i = 0; i < step->count; i++) {
        if (step->term[i].is.high != POV_NO_HIGH) { /* else any number will do */
            const char *what = counted(s, &step->term[i], value(s, &step->term[i]));
            pov_buffer_format(s->out, "%s%s%s", separator, what, place_of(s, &step->term[i]));
            separator = ", ";
        }
    }
    pov_buffer_text(s->out, ": ");
    if (step->kind == POV_STEP_RATIO && pov_interval_exact(step->term[0].is)) {
        pov_buffer_text(s->out, say_divisions(s, step) ? "; " : "");
    } else if (step->kind == POV_STEP_RATIO && pov_interval_exact(step->term[1].is)) {
        (void)say_products(s, step->term[1].is, step->term[2].is, "");
        pov_buffer_text(s->out, "; ");
    }
    ADD(s, POV_TEXT("no whole numbers fit"));
}

static void say_step(speaker *s, const pov_step *step, const pov_step *before)
{
    if (pov_interval_empty(step->gives)) {
        say_no_fit(s, step);
        return;
    }
    switch (step->kind) {
    case POV_STEP_RATIO:
        say_ratio(s, step);
        break;
    case POV_STEP_DIFFERENCE:
        say_difference(s, step);
        break;
    case POV_STEP_PART:
        say_part(s, step);
        break;
    case POV_STEP_GROWN:
        say_grown(s, step);
        break;
    case POV_STEP_SUM:
        say_sum(s, step);
        break;
    case POV_STEP_MEAN:
        say_mean(s, step);
        break;
    case POV_STEP_SAME:
        say_same(s, step);
        break;
    case POV_STEP_EXCESS:
        say_excess(s, step, before);
        break;
    case POV_STEP_GROWTH:
    case POV_STEP_SHARE:
        say_quotients(s, step);
        break;
    case POV_STEP_POINTS:
        say_points(s, step);
        break;
    case POV_STEP_VERDICT: /* no step of a solution: commands/explain.c says it */
        break;
    }
}

static void speaker_init(speaker *s, pov_buffer *out, const pov_solution *solution,
                         const pov_trace *trace, pov_language language)
{
    *s = (speaker){
        .solution = solution,
        .plan = solution->plan,
        .language = language,
        .numerals = pov_numerals_in_print(pov_numerals_of(language)),
        .out = out,
        .file = POV_NONE,
        .row = trace->about.row,
        .shortly = trace->count > 2,
    };
}

static void speaker_fini(speaker *s)
{
    for (size_t i = 0; i < PIECES; i++) {
        s->out->failed |= s->piece[i].failed;
        pov_buffer_fini(&s->piece[i]);
    }
}

/* Rates and their changes with two decimals, rounded outward. */
static const char *shown_bounds(speaker *s, pov_kind kind, pov_interval bounds)
{
    pov_buffer *out;

    if (kind == POV_KIND_COUNT || !pov_interval_bounded(bounds)) {
        return range(s, kind, bounds);
    }
    out = open_piece(s);
    if (bounds.high - bounds.low <= 1) {
        pov_write_ticks(out, bounds.low, 2, s->numerals);
    } else {
        pov_write_ticks_outward(out, bounds.low, true, 2, s->numerals);
        pov_buffer_text(out, between(s));
        pov_write_ticks_outward(out, bounds.high, false, 2, s->numerals);
    }
    pov_buffer_text(out, kind == POV_KIND_POINTS ? "" : "%");
    return pov_buffer_get(out);
}

/* Whether bounds are those that every such figure has. */
static bool says_nothing(pov_kind kind, pov_interval is)
{
    pov_wide most = kind == POV_KIND_RATE ? POV_HUNDRED_PERCENT : POV_NO_HIGH;

    return is.low <= 0 && is.high >= most;
}

/* Nothing is computed from a row whose figures contradict one another. */
static bool is_in_doubt(const pov_solution *solution, pov_place about)
{
    const pov_figure *figure = pov_figure_at(solution, about);

    return (solution->row[about.row].conflicts & ~POV_CONFLICT_JOIN) != 0 &&
           (figure == NULL || !pov_figure_known(figure));
}

static bool is_aim(const pov_solution *solution, pov_place about)
{
    return about.item.aspect == POV_PP && !solution->row[about.row].reports;
}

/* "Đắk Glong, all households at the end of 2022: 17,696 to 17,702 (≈17,699)" */
static void say_head(speaker *s, const pov_trace *trace)
{
    const pov_solution *solution = s->solution;
    const pov_figure *figure = pov_figure_at(solution, trace->about);
    pov_kind kind = pov_aspect_kind(trace->about.item.aspect);
    bool stated = pov_place_is_stated(solution->plan, trace->about);
    pov_interval bounds = trace->best;

    pov_buffer_format(s->out, "%s, %s: ", unit_of(s, trace->about.row), noun(s, trace->about));
    bool nothing = says_nothing(kind, bounds);
    if (stated && is_aim(solution, trace->about)) {
        const char *as_printed = printed(s, &trace->about);
        SAY(s, POV_TEXT("the aim is %s%s"), as_printed, place(s, trace->about.row));
    } else if (stated) {
        const char *as_printed = printed(s, &trace->about);
        SAY(s, POV_TEXT("%s, as printed%s"), as_printed, place(s, trace->about.row));
    } else if (trace->assumed && trace->count == 0) {
        SAY(s, POV_TEXT("%s, assumed (--growth)"), shown_bounds(s, kind, bounds));
    } else if (figure == NULL || nothing || is_in_doubt(solution, trace->about)) {
        ADD(s, POV_TEXT("not determined"));
    } else if (!pov_figure_known(figure)) {
        pov_interval most = bounds; /* 0 goes without saying */
        most.low = kind == POV_KIND_COUNT && most.low == 0 ? POV_NO_LOW : most.low;
        SAY(s, POV_TEXT("not determined; %s"),
            trace->about.item.aspect == POV_REDUCTION ? change(s, most)
                                                      : shown_bounds(s, kind, most));
    } else {
        pov_buffer_text(s->out, shown_bounds(s, kind, bounds));
        if (kind == POV_KIND_COUNT && !pov_interval_exact(bounds)) {
            pov_buffer_format(s->out, " (≈%s)", range(s, kind, pov_interval_point(figure->value)));
        }
    }
    if (trace->assumed && trace->count > 0) {
        size_t at = trace->about.row;
        pov_year last = {0};
        for (size_t i = 0; i < trace->count; i++) { /* the latest that is assumed */
            size_t of = trace->step[i].term[0].place.row;
            if (trace->step[i].kind == POV_STEP_GROWN &&
                pov_year_compare(s->plan->row[of].target_year, last) > 0) {
                last = s->plan->row[of].target_year;
                at = of;
            }
        }
        pov_buffer_format(s->out, ", %s", assumption(s, at, trace->aimed));
    } else if (trace->aimed) {
        ADD(s, POV_TEXT(", if the aim is just reached"));
    }
}

/* Of bounds that every such figure has no step is said. */
static bool leads_nowhere(const pov_trace *trace)
{
    return !trace->contradicts &&
           says_nothing(pov_aspect_kind(trace->about.item.aspect), trace->best);
}

/* Where a longer chain gives better bounds, they are named. */
static void say_better(speaker *s, const pov_trace *trace)
{
    pov_kind kind = pov_aspect_kind(trace->about.item.aspect);
    bool stated = pov_place_is_stated(s->plan, trace->about);

    if (stated || trace->contradicts || leads_nowhere(trace) ||
        pov_interval_empty(trace->reaches) ||
        (trace->best.low == trace->reaches.low && trace->best.high == trace->reaches.high)) {
        return;
    }
    const char *simple = shown_bounds(s, kind, trace->reaches);
    const char *best = shown_bounds(s, kind, trace->best);
    bool wider = trace->best.low <= trace->reaches.low && trace->best.high >= trace->reaches.high;
    if (trace->aimed && wider) { /* of the aim's face; what is printed can mean more */
        new_line(s);
        SAY(s, POV_TEXT("as the figures are rounded: %s"), best);
        return;
    }
    if (trace->count == 0) {
        new_line(s);
        ADD(s, POV_TEXT("all figures of the file together give it, "
                        "by no short way"));
    } else if (strcmp(simple, best) != 0) {
        new_line(s);
        SAY(s,
            POV_TEXT("this gives %s; all figures of the file "
                     "together: %s"),
            simple, best);
    }
}

/* ", not 671 (:3)" */
static void say_conflict(speaker *s, const pov_trace *trace)
{
    bool stated = pov_place_is_stated(s->plan, trace->about);
    pov_interval was = trace->printed;

    was.low = was.low <= 0 && was.high > 0 ? POV_NO_LOW : was.low;
    const char *is = stated ? printed(s, &trace->about)
                            : range(s, pov_aspect_kind(trace->about.item.aspect), was);

    if (!pov_interval_empty(trace->step[trace->count - 1].gives)) {
        SAY(s, stated ? POV_TEXT(", not %s%s") : POV_TEXT(", but by the above %s%s"), is,
            stated ? place(s, trace->about.row) : "");
    }
    if (trace->presumed) {
        ADD(s, POV_TEXT("; if no unit is missing"));
    }
}

/* What would settle a figure that is not determined. */
static void say_needs(speaker *s, const pov_trace *trace)
{
    for (size_t i = 0; i < trace->needs_count; i++) {
        if (i == 0) {
            new_line(s);
            ADD(s, trace->needs_both ? POV_TEXT("These together would settle it: ")
                                     : POV_TEXT("One of these would settle it: "));
        }
        pov_buffer_format(s->out, "%s%s", i > 0 ? ", " : "", noun(s, trace->needs[i]));
    }
}

/* ---- long chains ---- */

static bool is_like(const pov_step *a, const pov_step *b, bool same_row)
{
    bool like = a->kind == b->kind && a->count == b->count && a->result == b->result &&
                a->kind != POV_STEP_EXCESS;

    for (size_t i = 0; like && i < a->count; i++) {
        const pov_place *x = &a->term[i].place, *y = &b->term[i].place;
        like = x->item.subject == y->item.subject && x->item.aspect == y->item.aspect &&
               (x->row == y->row) == same_row;
    }
    return like;
}

/* Why a step of a long chain is left out; an empty form says nothing of it. */
typedef enum left_out { SAID, TWICE, LIKEWISE, AGAIN, BETWEEN } left_out;

/* The very same step, of the same figures: the parts of a quotient are each explained anew. */
static bool is_same(const pov_step *a, const pov_step *b)
{
    bool same =
        is_like(a, b, true) && a->gives.low == b->gives.low && a->gives.high == b->gives.high;

    for (size_t i = 0; same && i < a->count; i++) {
        same = a->term[i].is.low == b->term[i].is.low && a->term[i].is.high == b->term[i].is.high;
    }
    return same;
}

/* A third unit is treated like the two before it; figures of one row narrow each other in turn. */
static left_out how_said(const pov_trace *trace, size_t i, size_t said)
{
    enum { PERIOD_MAX = 3, FIRST_MAX = 64 };
    const pov_step *step = trace->step;

    for (size_t k = 0; k < i && k < FIRST_MAX && i + 1 < trace->count; k++) {
        if (is_same(&step[k], &step[i])) {
            return TWICE;
        }
    }
    if (trace->count <= SAID_MAX || i + 2 >= trace->count) {
        return SAID;
    }
    for (size_t p = 1; p <= PERIOD_MAX && 2 * p <= i; p++) {
        if (is_like(&step[i - p], &step[i], false) && is_like(&step[i - 2 * p], &step[i], false)) {
            return LIKEWISE;
        }
    }
    for (size_t k = 0; k < i && k < FIRST_MAX; k++) {
        if (is_like(&step[k], &step[i], true)) {
            return AGAIN;
        }
    }
    return said < SAID_MAX - 4 ? SAID : BETWEEN;
}

static void say_left_out(speaker *s, left_out how, size_t steps, size_t units)
{
    static const char *const forms[] = {
        [TWICE] = NULL,
        [LIKEWISE] = POV_TEXT("… likewise for {1} more units …"),
        [AGAIN] = POV_TEXT("… the same in turn, {1} more steps, each with narrower figures …"),
        [BETWEEN] = POV_TEXT("… {1} more steps; --format json has them all …"),
    };

    if (forms[how] != NULL) {
        new_line(s);
        insert(s->out, TRANSLATED(s, forms[how]), "{1}",
               range(s, POV_KIND_COUNT,
                     pov_interval_point((int64_t)(how == LIKEWISE ? units : steps))));
    }
}

static void say_steps(speaker *s, const pov_trace *trace)
{
    left_out open = SAID;
    size_t steps = 0, units = 0, said = 0, row = POV_NONE;

    for (size_t i = 0; i < trace->count; i++) {
        left_out how = how_said(trace, i, said);
        how = open == BETWEEN && how != SAID ? BETWEEN : how;
        if (how != open) {
            say_left_out(s, open, steps, units);
            open = how;
            steps = units = 0;
        }
        if (how == SAID) {
            bool follows = i > 0 && how_said(trace, i - 1, said) == SAID;
            say_step(s, &trace->step[i], follows ? &trace->step[i - 1] : NULL);
            said++;
        }
        units += trace->step[i].term[0].place.row != row;
        row = trace->step[i].term[0].place.row;
        steps++;
    }
}

/* ---- the whole ---- */

static void say_reasons(speaker *s, const pov_trace *trace)
{
    bool nowhere = leads_nowhere(trace);

    if (!nowhere) {
        say_steps(s, trace);
    }
    if (trace->contradicts) {
        say_conflict(s, trace);
        return;
    }
    say_better(s, trace);
    if (nowhere || (trace->count == 0 && trace->best.high == POV_NO_HIGH && trace->best.low <= 1)) {
        new_line(s);
        ADD(s, POV_TEXT("nothing else that is printed leads to it"));
    }
    say_needs(s, trace);
}

void pov_because_figure(pov_buffer *out, const pov_solution *solution, const pov_trace *trace,
                        pov_language language)
{
    speaker s;

    speaker_init(&s, out, solution, trace, language);
    say_head(&s, trace);
    if (is_in_doubt(solution, trace->about)) {
        new_line(&s);
        ADD(&s, POV_TEXT("nothing is computed from its row, whose figures contradict one another: "
                         "povcalc check says why"));
    } else {
        say_reasons(&s, trace);
    }
    speaker_fini(&s);
}

void pov_because_steps(pov_buffer *out, const pov_solution *solution, const pov_trace *trace,
                       pov_language language)
{
    speaker s;

    speaker_init(&s, out, solution, trace, language);
    say_reasons(&s, trace);
    speaker_fini(&s);
}

void pov_because_printed(pov_buffer *out, const pov_figure *figure, pov_language language)
{
    speaker s = {.language = language,
                 .numerals = pov_numerals_in_print(pov_numerals_of(language)),
                 .out = out};

    pov_buffer_text(out, in_words(&s, figure, ""));
    speaker_fini(&s);
}

const char *pov_step_name(pov_step_kind kind)
{
    static const char *const names[] = {
        [POV_STEP_RATIO] = "ratio",   [POV_STEP_DIFFERENCE] = "difference",
        [POV_STEP_PART] = "part",     [POV_STEP_GROWN] = "grown",
        [POV_STEP_SUM] = "sum",       [POV_STEP_SAME] = "same",
        [POV_STEP_MEAN] = "mean",     [POV_STEP_EXCESS] = "excess",
        [POV_STEP_GROWTH] = "growth", [POV_STEP_SHARE] = "share",
        [POV_STEP_POINTS] = "points", [POV_STEP_VERDICT] = "verdict",
    };
    return names[kind];
}
