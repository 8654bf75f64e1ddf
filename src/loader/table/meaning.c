#include "loader/table/meaning.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void take_subject(pov_meaning *m, pov_subject subject)
{
    bool changed = m->change != POV_CHANGE_NONE;

    if (subject == POV_OF_ALL_WEAK && m->subject != POV_OF_NONE) {
        return;
    }
    if (m->change == POV_FLOW_BECAME && subject >= POV_OF_POOR) { /* "trở thành hộ nghèo" */
        m->change = subject == POV_OF_POOR        ? POV_FLOW_TO_POOR
                    : subject == POV_OF_NEAR_POOR ? POV_FLOW_TO_NEAR
                                                  : POV_FLOW_OVER;
        return;
    }
    if (subject == POV_OF_ALL && m->subject >= POV_OF_POOR) {
        return; /* "hộ nghèo là gia đình có công" */
    }
    if (m->subject == POV_OF_POOR && subject == POV_OF_NEAR_POOR && !changed) {
        m->subject = POV_OF_MULTI_POOR; /* "hộ nghèo, hộ cận nghèo" */
        return;
    }
    if (m->subject == POV_OF_OTHERS || (m->subject >= POV_OF_POOR && changed)) {
        return; /* "hộ cận nghèo trở thành hộ nghèo" speaks of the first */
    }
    if (m->subject == POV_OF_MULTI_POOR && subject != POV_OF_OTHERS) {
        return;
    }
    m->subject = subject;
}

static void take_change(pov_meaning *m, pov_change change, const char *text, size_t length)
{
    static const char word[] = " nghèo";
    const size_t size = strlen(word);

    m->of_poor =
        m->of_poor ||
        ((change == POV_FLOW_ESCAPED || change == POV_FLOW_RELAPSED || change == POV_FLOW_NEW) &&
         length > size && memcmp(text + length - size, word, size) == 0);
    if (m->change == POV_CHANGE_NONE) {
        m->change = change;
        m->gross = change == POV_CHANGE_RISE && length == strlen("tăng");
        m->programme = length == strlen("giảm nghèo") && memcmp(text, "giảm nghèo", length) == 0;
    } else if ((m->change == POV_CHANGE_CUT && change == POV_CHANGE_RISE) ||
               (m->change == POV_CHANGE_RISE && change == POV_CHANGE_CUT)) {
        m->change = POV_CHANGE_RISE; /* "tăng, giảm" */
        m->gross = false;
    } else if (m->change == POV_FLOW_CAME && change == POV_FLOW_BECAME) {
        return; /* "từ hộ nghèo chuyển sang" */
    } else if (change == POV_CHANGE_LEFT && m->change >= POV_FLOW_ESCAPED) {
        m->unknown = true; /* "thoát nghèo còn …" */
    } else if (change == POV_CHANGE_LEFT || m->change < POV_FLOW_ESCAPED ||
               m->change == POV_FLOW_BECAME || m->change == POV_FLOW_ADDED ||
               (m->change == POV_FLOW_ESCAPED &&
                (change == POV_FLOW_TO_NEAR || change == POV_FLOW_OVER ||
                 change == POV_FLOW_BECAME))) {
        m->change = change >= POV_FLOW_ESCAPED || change == POV_CHANGE_LEFT ? change : m->change;
    } else if (change != m->change && change >= POV_FLOW_ESCAPED) {
        m->unknown = true; /* "phát sinh, tái nghèo": two flows together */
    }
}

/* A year, or months without one that the other year has. */
static pov_year whole_year(pov_year own, pov_year other)
{
    return own.year != 0 ? own : own.month != 0 ? (pov_year){other.year, own.month} : other;
}

void pov_meaning_date(pov_meaning *m, int year)
{
    if (m->year.year == 0 && m->year.month != 0) {
        m->year.year = (int16_t)year;
        m->unknown = m->unknown || year == 0;
    }
}

static void take_token(pov_meaning *m, const char *text, const pov_token *token)
{
    switch ((pov_phrase_class)token->class) {
    case POV_PHRASE_SUBJECT:
        if (m->subject >= POV_OF_POOR && pov_token_is(text, token, "cn") &&
            !(token->bracketed && m->subject == POV_OF_NEAR_POOR) && strstr(text, "hn") == NULL) {
            m->unknown = true; /* "Nghèo CN": the near-poor, or "cuối năm"? */
        }
        take_subject(m, (pov_subject)token->value);
        m->total = m->total || token->value == POV_OF_ALL_WEAK; /* "tổng số hộ nghèo" */
        break;
    case POV_PHRASE_MEASURE:
        m->pair = m->pair ||
                  (m->counted == POV_COUNTED_HOUSEHOLDS && token->value == POV_COUNTED_PERSONS &&
                   memchr(text, '/', token->start) != NULL);
        if (m->counted == POV_COUNTED_NONE || token->bracketed) {
            m->counted = (pov_counted)token->value;
        } else if (token->value == POV_COUNTED_PERSONS) {
            m->counted = POV_COUNTED_PERSONS; /* "nhân khẩu thuộc hộ nghèo" and "khẩu hộ nghèo" */
        }
        if (token->bracketed && token->value == POV_COUNTED_HOUSEHOLDS &&
            (m->said == POV_SAID_RATE || m->said == POV_SAID_POINTS)) {
            m->unknown = true; /* a rate in households */
        }
        if (token->bracketed && m->total && m->subject == POV_OF_NONE &&
            token->value == POV_COUNTED_HOUSEHOLDS) {
            m->subject = POV_OF_ALL_WEAK; /* "tổng số (hộ)" */
        }
        break;
    case POV_PHRASE_ASPECT:
        m->lacks = m->lacks || token->value == POV_SAID_DEPRIVED;
        m->both =
            m->both || (m->counted == POV_COUNTED_HOUSEHOLDS && !token->bracketed &&
                        pov_text_begins(text, "số hộ ") && pov_token_is(text, token, "tỷ lệ"));
        if (m->said == POV_SAID_NONE || m->said == POV_SAID_COUNT) {
            m->said = (pov_said)token->value;
        } else if (token->value == POV_SAID_SHARE || token->value == POV_SAID_POINTS ||
                   token->value == POV_SAID_RELATIVE) {
            m->said = (pov_said)token->value;
        }
        m->total = m->total || pov_text_begins(text + token->start, "tổng") ||
                   pov_token_is(text, token, "total");
        break;
    case POV_PHRASE_CHANGE:
        take_change(m, (pov_change)token->value, text + token->start, token->length);
        break;
    case POV_PHRASE_MOMENT:
        if (m->moment == POV_AT_NONE || token->bracketed ||
            (m->moment == POV_AT_BASE && token->value == POV_AT_START)) {
            m->moment = (pov_moment)token->value; /* "đầu kỳ (cuối năm 2021)" */
            m->full = pov_token_is(text, token, "cuối năm") ||
                      pov_token_is(text, token, "cả năm") || pov_token_is(text, token, "12 tháng");
        }
        break;
    case POV_PHRASE_ROLE:
        if (m->role == POV_ROLE_NONE || token->value == POV_ROLE_ESTIMATE) {
            m->role = (pov_role)token->value;
            m->expected = pov_token_is(text, token, "ước") || pov_token_is(text, token, "dự báo");
        }
        break;
    case POV_PHRASE_GROUP:
        m->unknown = m->unknown || (m->group != NULL && strcmp(m->group, token->name) != 0);
        m->group = token->name;
        break;
    case POV_PHRASE_SCALE:
        m->scale = (pov_scale)token->value;
        break;
    case POV_PHRASE_YEARLY:
        m->yearly = true;
        break;
    case POV_PHRASE_BOUND:
        m->bound = token->value;
        break;
    case POV_PHRASE_PART:
        m->part = true;
        break;
    case POV_PHRASE_YEAR:
        if (memchr(text + token->start, '/', token->length) != NULL) {
            m->exact = true; /* "đầu kỳ (31/12/2021)": the date says when */
            m->moved = token->moved;
            m->year = (pov_year){token->year, token->month};
            break;
        }
        if (m->exact) {
            break;
        }
        if (token->bracketed && m->moment == POV_AT_START && strstr(text, "đầu kỳ (") != NULL) {
            m->moment = POV_AT_END; /* "đầu kỳ (2021)": the year says when */
        }
        m->unknown = m->unknown || (m->year.year != 0 && m->year.year != token->year);
        m->year = m->year.year == 0 && token->month == 0
                      ? whole_year(m->year, (pov_year){token->year, 0})
                      : (pov_year){token->year, token->month};
        break;
    case POV_PHRASE_INDICATOR:
        m->indicator = token->name;
        break;
    case POV_PHRASE_PERIOD:
        if (m->standard == -1) {
            m->standard = token->year;
        } else if (m->standard == 0 || m->standard > POV_STANDARD_LAST) {
            m->from = token->year;
            m->last = token->last;
        }
        break;
    case POV_PHRASE_STANDARD:
        m->standard = token->value > 0 ? token->value : -1; /* the period follows */
        break;
    case POV_PHRASE_UNIT:
        m->unknown = m->unknown || token->value != 1; /* "cả nước": of all */
        break;
    case POV_PHRASE_UNKNOWN:
        m->unknown = true;
        break;
    case POV_PHRASE_FILLER:
    case POV_PHRASE_LABEL:
        break;
    }
}

/* "Quý II", "trong tháng", "tháng 10/2024" are a part of the year, unless the year's first; "từ đầu
 * năm", "lũy kế", "đến tháng 10", "9 tháng" are all of it until then. */
static pov_span span_of(const pov_scan *scan, size_t at)
{
    static const char *const sums[] = {"đến",    "tính đến", "từ đầu năm",
                                       "lũy kế", "luỹ kế",   "cộng dồn"};
    static const pov_token none = {0};
    const char *text = pov_buffer_get(&scan->text);
    const pov_token *token = &scan->token[at];
    const pov_token *before = at > 0 ? token - 1 : &none;
    const char *word = text + token->start;
    const bool dates = token->class == POV_PHRASE_YEAR || token->class == POV_PHRASE_MOMENT;
    const bool quarter = pov_text_begins(word, "quý ");
    const bool month = pov_text_begins(word, "tháng ") || pov_token_is(text, before, "tháng");

    if (POV_STARTS_ANY(word, sums)) {
        return POV_SPAN_SUMMED;
    }
    const bool in = pov_token_is(text, before, "trong") &&
                    (pov_token_is(text, token, "tháng") || pov_token_is(text, token, "quý"));
    const bool of = pov_token_is(text, token, "báo cáo") &&
                    (pov_token_is(text, before, "tháng") || pov_token_is(text, before, "quý"));
    if (in || of) {
        return POV_SPAN_ALONE; /* "trong tháng", "tháng báo cáo" */
    }
    if (dates && (quarter || month)) {
        return token->month == (quarter ? 3 : 1) ? POV_SPAN_SUMMED : POV_SPAN_ALONE;
    }
    return token->class == POV_PHRASE_YEAR && pov_is_digit(word[0]) &&
                   memchr(word, ' ', token->length) != NULL
               ? POV_SPAN_SUMMED /* "9 tháng" */
               : POV_SPAN_NONE;
}

/* Whether a time begins with the first day of its month: "01/7/2024", "tháng 7", "7/2024". */
static bool is_first_day(const char *word, size_t length)
{
    const char *slash = memchr(word, '/', length);
    const bool day = slash != NULL && memchr(slash + 1, '/', length - (size_t)(slash + 1 - word));

    (void)pov_text_skip(&word, "ngày ");
    return strtol(word, NULL, 10) == 1 || (!day && word[0] == 't') || (slash != NULL && !day);
}

/* "Từ 01/7/2024 đến 31/12/2024": when it begins and ends; false: the text says no such thing. */
static bool find_span(const pov_scan *scan, const pov_token **first, const pov_token **last)
{
    const char *text = pov_buffer_get(&scan->text);
    const pov_token *from = NULL, *to = NULL;

    for (size_t i = 1; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        size_t before = i - 1;
        while (before > 0 && (pov_token_is(text, &scan->token[before], "ngày") ||
                              pov_token_is(text, &scan->token[before], "tháng"))) {
            before--;
        }
        if (token->class == POV_PHRASE_YEAR && pov_token_is(text, &scan->token[before], "từ")) {
            from = token;
        } else if (from != NULL && to == NULL &&
                   (token->class == POV_PHRASE_YEAR || token->class == POV_PHRASE_MOMENT)) {
            to = token;
        }
    }
    *first = from;
    *last = to;
    return from != NULL && to != NULL;
}

bool pov_spans_review_year(const pov_scan *scan)
{
    const pov_token *from, *to;

    return find_span(scan, &from, &to) && to->year == from->year + 1 && to->month > 8 &&
           from->month >= to->month && from->month <= to->month + 1;
}

int pov_months_within_year(const pov_scan *scan)
{
    const char *text = pov_buffer_get(&scan->text);
    const pov_token *from, *to;

    if (!find_span(scan, &from, &to) || from->month < 2 ||
        (from->year != 0 && to->year != 0 && from->year != to->year)) {
        return 0;
    }
    const int months = (to->month == 0 ? 12 : to->month) - from->month;
    return months + is_first_day(text + from->start, from->length);
}

/* "Từ hộ nghèo", unlike "từ năm 2021". */
static bool is_origin(const pov_scan *scan, size_t at)
{
    const pov_token *token = &scan->token[at];
    size_t next = at + 1;

    if (token->class != POV_PHRASE_FILLER ||
        !pov_text_begins(pov_buffer_get(&scan->text) + token->start, "từ ")) {
        return false;
    }
    next += next < scan->count && scan->token[next].class == POV_PHRASE_MEASURE;
    return next < scan->count && scan->token[next].class == POV_PHRASE_SUBJECT;
}

/* "của", "trên địa bàn": the kinds of units after it say whose the figures are. */
static bool is_of_place(const pov_scan *scan, const pov_token *token)
{
    const char *word = pov_buffer_get(&scan->text) + token->start;

    return token->class == POV_PHRASE_FILLER &&
           (pov_text_begins(word, "của") || pov_text_begins(word, "trên địa bàn"));
}

/* "Giảm đến cuối năm 2025", unlike "tính đến", "từ đầu năm đến". */
static bool leads_up_to(const pov_scan *scan)
{
    const char *text = pov_buffer_get(&scan->text);

    return strstr(text, "đến ") != NULL && strstr(text, "từ ") == NULL &&
           strstr(text, "tính đến") == NULL;
}

pov_meaning pov_meaning_of(pov_scan *scan, const char *text, size_t length)
{
    pov_meaning m = {0};

    pov_scan_text(scan, text, length);
    m.empty = scan->text.length == 0;
    m.label = m.empty ? POV_LABEL_NONE : pov_label_of(scan);
    if (m.label != POV_LABEL_NONE || scan->failed) {
        return m;
    }
    bool owner = false;
    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        const bool after = i > 0 && pov_token_compares(token - 1);
        const pov_span span = span_of(scan, i);
        m.span = span > m.span ? span : m.span;
        m.compared = m.compared || pov_token_compares(token);
        m.year_ago = m.year_ago || (pov_token_compares(token) &&
                                    strstr(pov_buffer_get(&scan->text), "cùng kỳ") != NULL);
        if (i > 0 && token->class == POV_PHRASE_CHANGE && m.role == POV_ROLE_NONE &&
            pov_token_is(pov_buffer_get(&scan->text), token - 1, "đã")) {
            m.role = POV_ROLE_DONE; /* "Đã giảm" */
        }
        if (is_origin(scan, i)) {
            take_change(&m, POV_FLOW_CAME, "", 0);
        }
        m.unknown = m.unknown || (owner && token->class == POV_PHRASE_SUBJECT &&
                                  !pov_token_is(pov_buffer_get(&scan->text), token - 1, "của"));
        owner = (owner && (token->class == POV_PHRASE_UNIT || token->class == POV_PHRASE_FILLER)) ||
                is_of_place(scan, token);
        if (owner && token->class == POV_PHRASE_UNIT) {
            continue; /* "của xã/phường", unlike "của xã nghèo" */
        }
        if (after && token->class == POV_PHRASE_YEAR) { /* "so với năm 2024" dates nothing */
            const bool start =
                pov_token_is(pov_buffer_get(&scan->text), token - 1, "so với đầu năm");
            m.since = token->month == 0 ? token->year - start : 0;
        } else {
            take_token(&m, pov_buffer_get(&scan->text), token);
        }
    }
    if (m.change == POV_FLOW_BECAME && m.year.year != 0 &&
        scan->token[scan->count - 1].class == POV_PHRASE_CHANGE) {
        m.change = POV_CHANGE_NONE; /* "Hộ nghèo năm 2024 chuyển sang" is handed on */
    }
    m.span = pov_months_within_year(scan) > 0 ? POV_SPAN_ALONE : m.span;
    if (m.span == POV_SPAN_ALONE &&
        (m.compared || strstr(pov_buffer_get(&scan->text), "rà soát") != NULL)) {
        m.span = POV_SPAN_NONE; /* "rà soát tháng 11" is when the year was counted */
    }
    m.less = scan->less;
    if (m.standard == -1) {
        m.standard = 0;
    }
    m.other = scan->count == 1 && strcmp(pov_buffer_get(&scan->text), "khác") == 0;
    m.until = m.year.year != 0 && leads_up_to(scan);
    m.moment = m.exact && m.moment == POV_AT_START ? POV_AT_END : m.moment;
    return m;
}

bool pov_meaning_is_flow(const pov_meaning *m)
{
    return m->change >= POV_FLOW_ESCAPED;
}

bool pov_meaning_has_when(const pov_meaning *m)
{
    return m->year.year != 0 || m->moment != POV_AT_NONE || m->role != POV_ROLE_NONE;
}

pov_meaning pov_meaning_at(const pov_meaning *meaning, const pov_meaning *when)
{
    pov_meaning m = *meaning;

    m.empty = m.empty && !pov_meaning_has_when(when);
    m.moved = m.year.year != 0 ? m.moved : when->moved;
    m.span = m.span != POV_SPAN_NONE || m.year.month != 0 ? m.span : when->span;
    m.full = m.moment != POV_AT_NONE ? m.full : when->full;
    m.year = whole_year(m.year, when->year);
    m.moment = m.moment != POV_AT_NONE ? m.moment : when->moment;
    m.expected = m.role != POV_ROLE_NONE ? m.expected : when->expected;
    m.role = m.role != POV_ROLE_NONE ? m.role : when->role;
    return m;
}

pov_meaning pov_meaning_under(const pov_meaning *over, const pov_meaning *under)
{
    pov_meaning m = *under;

    if (over->empty || over->label != POV_LABEL_NONE) {
        return m;
    }
    if (under->empty) {
        return *over;
    }
    m.less = m.less || over->less;
    if (under->label == POV_LABEL_YEAR || under->label == POV_LABEL_INDICATOR) {
        m.label = POV_LABEL_NONE; /* below another heading it is no column of words */
    }
    if (m.other && (over->change == POV_CHANGE_CUT || over->change == POV_CHANGE_RISE)) {
        m.change = over->change == POV_CHANGE_CUT ? POV_FLOW_DOWN : POV_FLOW_UP;
        m.unknown = false;
    }
    m.context = over->subject;
    if (m.subject == POV_OF_NONE ||
        (m.subject == POV_OF_ALL_WEAK && over->subject >= POV_OF_POOR)) {
        m.subject = over->subject;
    }
    m.counted = m.counted != POV_COUNTED_NONE ? m.counted : over->counted;
    m.within = over->change != POV_CHANGE_NONE ? over->change : over->within;
    if (m.said == POV_SAID_NONE ||
        (m.said == POV_SAID_COUNT && under->counted == POV_COUNTED_NONE &&
         under->subject == POV_OF_NONE && over->said >= POV_SAID_RATE)) {
        m.said = over->said; /* "tổng số" below "tỷ lệ hộ nghèo" is the rate of all */
    }
    if (over->both && under->said == POV_SAID_NONE && under->scale == POV_SCALE_NONE) {
        const bool households = under->counted == POV_COUNTED_HOUSEHOLDS;
        m.said = households ? POV_SAID_COUNT : m.said;
        m.scale = POV_SCALE_NONE;
        m.both = !households; /* "Năm 2023" says neither */
    }
    const bool dated = m.moment == POV_AT_START || m.moment == POV_AT_BASE ||
                       (m.moment == POV_AT_END && m.span != POV_SPAN_ALONE); /* no "quý IV" */
    if (m.change == POV_CHANGE_NONE && !dated &&
        !(over->programme && under->subject != POV_OF_NONE)) {
        m.change = over->change;
        m.programme = over->programme;
        m.of_poor = over->of_poor;
    }
    m.full = m.moment != POV_AT_NONE ? m.full : over->full;
    m.moment = m.moment != POV_AT_NONE ? m.moment : over->moment;
    m.moment = m.exact && m.moment == POV_AT_START ? POV_AT_END : m.moment;
    m.expected = m.role != POV_ROLE_NONE ? m.expected : over->expected;
    m.role = m.role != POV_ROLE_NONE ? m.role : over->role;
    m.scale = m.scale != POV_SCALE_NONE ? m.scale : over->scale;
    if (m.scale == POV_SCALE_PERCENT && under->scale == POV_SCALE_NONE &&
        under->said == POV_SAID_COUNT && under->counted != POV_COUNTED_NONE) {
        m.scale = POV_SCALE_NONE;
    }
    m.moved = m.year.year != 0 ? m.moved : over->moved;
    m.span = m.span != POV_SPAN_NONE || m.year.year != 0 ? m.span : over->span;
    m.year = whole_year(m.year, over->year);
    if (m.group != NULL && over->group != NULL && strcmp(m.group, over->group) != 0) {
        m.unknown = true; /* "nông thôn" below "DTTS" is a group that has no name */
    }
    m.group = m.group != NULL ? m.group : over->group;
    m.indicator = m.indicator != NULL ? m.indicator : over->indicator;
    m.standard = m.standard != 0 ? m.standard : over->standard;
    if (m.last == 0) {
        m.from = over->from;
        m.last = over->last;
    }
    m.part = m.part || over->part;
    m.compared = m.compared || over->compared;
    m.since = m.since != 0 ? m.since : over->since;
    m.year_ago = m.year_ago || over->year_ago;
    m.yearly = m.yearly || over->yearly;
    m.until = under->year.year != 0 ? m.until : over->until;
    m.bound = m.bound != POV_EXACTLY ? m.bound : over->bound;
    m.lacks = m.lacks || over->lacks;
    m.pair = m.pair || over->pair;
    m.unknown = m.unknown || over->unknown;
    return m;
}

bool pov_meaning_is_bare_rate(const pov_meaning *m)
{
    return m->label == POV_LABEL_NONE && !m->unknown && m->subject == POV_OF_NONE && !m->compared &&
           m->group == NULL && m->change == POV_CHANGE_NONE && m->indicator == NULL &&
           (m->said == POV_SAID_RATE ||
            (m->said == POV_SAID_NONE &&
             (m->scale == POV_SCALE_PERCENT || m->scale == POV_SCALE_PERMILLE)));
}

/* ---- quantities ---- */

static pov_quantity flow_of_poor(const pov_meaning *m)
{
    switch (m->change) {
    case POV_FLOW_ESCAPED:
        return POV_ESCAPED;
    case POV_FLOW_TO_NEAR:
        return POV_ESCAPED_TO_NEAR_POOR;
    case POV_FLOW_CAME:
    case POV_FLOW_BECAME:
    case POV_FLOW_TO_POOR:
        return m->subject == POV_OF_NEAR_POOR ? POV_FROM_NEAR_POOR : POV_QUANTITY_COUNT;
    case POV_FLOW_DOWN:
        return POV_OTHER_DECREASE;
    case POV_FLOW_RELAPSED:
        return POV_RELAPSED;
    case POV_FLOW_NEW:
        return POV_NEWLY_POOR;
    case POV_FLOW_UP:
        return POV_OTHER_INCREASE;
    default:
        return POV_QUANTITY_COUNT;
    }
}

static pov_quantity flow_of_near_poor(const pov_meaning *m)
{
    switch (m->change) {
    case POV_FLOW_ESCAPED:
    case POV_FLOW_OVER:
        return POV_NEAR_POOR_ESCAPED;
    case POV_FLOW_TO_POOR:
        return POV_FROM_NEAR_POOR;
    case POV_FLOW_CAME:
    case POV_FLOW_BECAME:
        return m->subject == POV_OF_POOR ? POV_ESCAPED_TO_NEAR_POOR : POV_QUANTITY_COUNT;
    case POV_FLOW_TO_NEAR:
        return POV_ESCAPED_TO_NEAR_POOR;
    case POV_FLOW_DOWN:
        return POV_NEAR_POOR_OTHER_DECREASE;
    case POV_FLOW_RELAPSED:
        return POV_NEAR_POOR_RELAPSED;
    case POV_FLOW_NEW:
        return POV_NEWLY_NEAR_POOR;
    case POV_FLOW_UP:
        return POV_NEAR_POOR_OTHER_INCREASE;
    default:
        return POV_QUANTITY_COUNT;
    }
}

static pov_quantity flow(const pov_meaning *m, bool near)
{
    return near ? flow_of_near_poor(m) : flow_of_poor(m);
}

bool pov_meaning_is_rate(const pov_meaning *m)
{
    return m->said == POV_SAID_RATE || m->said == POV_SAID_POINTS ||
           m->scale == POV_SCALE_PERCENT || m->scale == POV_SCALE_PERMILLE;
}

static pov_quantity of_persons(const pov_meaning *m, bool percent, bool at_target)
{
    if (at_target || m->change != POV_CHANGE_NONE || m->said == POV_SAID_POINTS ||
        (percent && m->subject != POV_OF_POOR)) {
        return POV_QUANTITY_COUNT;
    }
    switch (m->subject) {
    case POV_OF_NONE:
    case POV_OF_ALL_WEAK:
    case POV_OF_ALL:
        return POV_PERSONS;
    case POV_OF_POOR:
        return percent ? POV_POOR_PERSONS_RATE : POV_POOR_PERSONS;
    default:
        return POV_QUANTITY_COUNT;
    }
}

pov_quantity pov_meaning_quantity(const pov_meaning *m, bool near, bool at_target)
{
    const bool percent = pov_meaning_is_rate(m);
    pov_measure measure = POV_MEASURE_POOR;

    if (m->indicator != NULL && m->lacks && m->said != POV_SAID_SHARE && m->role != POV_ROLE_PLAN) {
        return percent ? POV_DEPRIVED_RATE : POV_DEPRIVED;
    }
    const bool share =
        m->said == POV_SAID_SHARE || (m->said == POV_SAID_RELATIVE && m->change != POV_CHANGE_CUT);
    if (share || m->lacks || ((m->yearly || m->compared) && m->change == POV_CHANGE_NONE) ||
        (m->compared && pov_meaning_is_flow(m)) || m->subject == POV_OF_OTHERS ||
        m->change == POV_CHANGE_RISE || m->indicator != NULL) {
        return POV_QUANTITY_COUNT;
    }
    if (m->counted == POV_COUNTED_PERSONS) {
        return of_persons(m, percent, at_target);
    }
    if (pov_meaning_is_flow(m)) {
        return percent ? POV_QUANTITY_COUNT : flow(m, near);
    }
    if (m->subject == POV_OF_ALL || m->subject == POV_OF_ALL_WEAK) {
        if (percent || m->change == POV_CHANGE_CUT) {
            return POV_QUANTITY_COUNT;
        }
        return at_target || m->change == POV_CHANGE_LEFT ? POV_TARGET_HOUSEHOLDS : POV_HOUSEHOLDS;
    }
    if (m->subject == POV_OF_NEAR_POOR) {
        measure = POV_MEASURE_NEAR_POOR;
    } else if (m->subject == POV_OF_MULTI_POOR) {
        measure = POV_MEASURE_MULTI;
    }
    if (m->change == POV_CHANGE_CUT && m->said == POV_SAID_RELATIVE) {
        return pov_quantity_of(measure, POV_RELATIVE);
    }
    if (m->change == POV_CHANGE_CUT) {
        return percent ? pov_quantity_of(measure, POV_PP)
               : m->counted != POV_COUNTED_NONE || m->said == POV_SAID_COUNT
                   ? pov_quantity_of(measure, POV_REDUCTION)
                   : POV_QUANTITY_COUNT;
    }
    if (m->subject == POV_OF_NONE && m->change != POV_CHANGE_LEFT) {
        return POV_QUANTITY_COUNT;
    }
    if (m->change == POV_CHANGE_LEFT || at_target) {
        return pov_quantity_of(measure, percent ? POV_REMAINING_SHARE : POV_REMAINING);
    }
    return pov_quantity_of(measure, percent ? POV_RATE : POV_COUNT);
}
