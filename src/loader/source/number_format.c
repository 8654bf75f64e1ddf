#include "loader/source/number_format.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

#define DIGITS 15 /* that a spreadsheet shows */
#define POINT_MAX 30
#define GENERAL_WIDTH 11 /* characters of a number that has no format, with its point */

/* ---- decimals ---- */

/* Keeps so many digits, rounded half up; none or fewer leave 0, or 1 in front of them. */
static void keep_digits(pov_decimal *d, int keep)
{
    bool up = keep >= 0 && keep < d->count && d->digit[keep] >= 5;

    d->count = keep >= d->count ? d->count : keep > 0 ? keep : 0;
    for (int i = d->count; up && i-- > 0;) {
        up = d->digit[i] == 9;
        d->digit[i] = (char)(up ? 0 : d->digit[i] + 1);
    }
    if (up) { /* all were nines, or there is no digit */
        memmove(d->digit + 1, d->digit, (size_t)d->count);
        d->digit[0] = 1;
        d->count++;
        d->point++;
    }
    while (d->count > 0 && d->digit[d->count - 1] == 0) {
        d->count--;
    }
}

/* "-12.5", "7.9699999999999993E-2"; false for what is no number. */
static bool read_decimal(const char *text, pov_decimal *d)
{
    bool any = false, point = false, minus = false;
    int exponent = 0;

    *d = (pov_decimal){.negative = *text == '-'};
    text += *text == '-' || *text == '+';
    for (; pov_is_digit(*text) || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        any = true;
        if (d->count == 0 && *text == '0') {
            d->point -= point;
            continue;
        }
        if (d->count <= DIGITS) {
            d->digit[d->count++] = (char)(*text - '0');
        }
        d->point += !point && d->point < 1000;
    }
    if (any && (*text == 'E' || *text == 'e')) {
        minus = text[1] == '-';
        text += text[1] == '-' || text[1] == '+' ? 2 : 1;
        any = pov_is_digit(*text);
        for (; pov_is_digit(*text); text++) {
            exponent = exponent < 1000 ? 10 * exponent + (*text - '0') : exponent;
        }
        d->point += minus ? -exponent : exponent;
    }
    keep_digits(d, DIGITS);
    return any && *text == '\0';
}

static int compare(const pov_decimal *a, const pov_decimal *b)
{
    const int sign = a->negative ? -1 : 1;

    if (a->count == 0 || b->count == 0 || a->negative != b->negative) {
        int left = a->count == 0 ? 0 : sign, right = b->count == 0 ? 0 : b->negative ? -1 : 1;
        return left - right;
    }
    if (a->point != b->point) {
        return a->point > b->point ? sign : -sign;
    }
    for (int i = 0; i < a->count || i < b->count; i++) {
        int left = i < a->count ? a->digit[i] : 0, right = i < b->count ? b->digit[i] : 0;
        if (left != right) {
            return left > right ? sign : -sign;
        }
    }
    return 0;
}

static int digit_at(const pov_decimal *d, int index)
{
    return index >= 0 && index < d->count ? d->digit[index] : 0;
}

/* Digits without a sign: at least `whole` of them before the point, `least` to `most` after it. */
static void write_digits(const pov_decimal *d, int whole, int least, int most, pov_buffer *out)
{
    int from = d->point > whole ? d->point : whole;
    int places = d->count - d->point;

    places = places < least || d->count == 0 ? least : places > most ? most : places;
    for (int i = d->point - (from > 0 ? from : 1); i < d->point; i++) {
        pov_buffer_char(out, (char)('0' + digit_at(d, i)));
    }
    for (int i = 0; i < places; i++) {
        if (i == 0) {
            pov_buffer_char(out, '.');
        }
        pov_buffer_char(out, (char)('0' + digit_at(d, d->point + i)));
    }
}

/* ---- reading a format ---- */

static void put(char *to, size_t size, const char *bytes, size_t length)
{
    const size_t used = strlen(to);

    if (used + length < size) {
        memcpy(to + used, bytes, length);
        to[used + length] = '\0';
    }
}

/* Bytes of the character at the start of a text that is not empty. */
static size_t character(const char *text)
{
    size_t length = 1;

    while (((unsigned char)text[length] & 0xC0U) == 0x80U) {
        length++;
    }
    return length;
}

/* In brackets are a colour, a condition, a currency, a language, or hours that do not end at 24. */
static void read_brackets(pov_number_section *s, const char *text, size_t length, char *literal)
{
    static const char *const operations[] = {"<=", ">=", "<>", "<", ">", "="};
    char number[24] = "";

    if (text[0] == '$') {
        put(literal, sizeof s->before, text + 1, strcspn(text + 1, "-]"));
        return;
    }
    if (length > 0 && strspn(text, "hHmMsS") == length) {
        s->clock = true;
        s->kind = POV_NUMBER_DATE;
        return;
    }
    for (size_t i = 0; i < POV_LENGTH(operations); i++) {
        const size_t sign = strlen(operations[i]);
        if (strncmp(text, operations[i], sign) == 0) {
            put(number, sizeof number, text + sign, length - sign);
            if (read_decimal(number, &s->limit)) {
                s->operation = "{}!<>="[i];
            }
            return;
        }
    }
}

/* A letter of a date; `before` is the one before it. An m beside hours or seconds is minutes.
 * Returns the letter, or i for minutes. */
static char read_date_letter(pov_number_section *s, char letter, char before)
{
    s->kind = POV_NUMBER_DATE;
    if (letter == 'y' || letter == 'e') {
        s->year = true;
    } else if (letter == 'd') {
        s->day = true;
    } else if (letter == 'm' && before != 'h' && before != 'i') {
        s->month = true;
    } else {
        s->month = s->month && !(letter == 's' && before == 'm');
        s->clock = true;
        return letter == 'm' ? 'i' : letter;
    }
    return letter;
}

/* What a section is while it is read. */
typedef struct section_reader {
    pov_number_section *s;
    bool digits, point;
    int commas; /* after the last digit */
    char letter;
} section_reader;

static void read_digit(section_reader *r, char c)
{
    r->commas = 0;
    r->digits = true;
    if (!r->point) {
        r->s->whole = (unsigned char)(r->s->whole + (c == '0' && r->s->whole < POINT_MAX));
    } else if (r->s->most < POINT_MAX) {
        r->s->most++;
        r->s->least = c == '0' ? r->s->most : r->s->least;
    }
}

/* One item of a section; returns what follows it. */
static const char *read_item(section_reader *r, const char *c)
{
    pov_number_section *s = r->s;
    char *literal = r->digits || s->text || s->kind == POV_NUMBER_GENERAL ? s->after : s->before;
    const char lower = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    size_t length = character(c);

    if (*c == '"') {
        length = strcspn(c + 1, "\"");
        put(literal, sizeof s->before, c + 1, length);
        return c + 1 + length + (c[1 + length] == '"');
    }
    if (*c == '\\' && c[1] != '\0') {
        length = character(c + 1);
        put(literal, sizeof s->before, c + 1, length);
        return c + 1 + length;
    }
    if (*c == '_' ||
        *c == '*') { /* a blank as wide as the next sign, or as many as there is room */
        return c[1] == '\0' ? c + 1 : c + 1 + character(c + 1);
    }
    if (*c == '[') {
        length = strcspn(c + 1, "]");
        read_brackets(s, c + 1, length, literal);
        return c + 1 + length + (c[1 + length] == ']');
    }
    if (strncasecmp(c, "General", 7) == 0) {
        s->kind = POV_NUMBER_GENERAL;
        return c + 7;
    }
    if (strncasecmp(c, "AM/PM", 5) == 0) {
        return c + 5;
    }
    if (lower == 'e' && (c[1] == '+' || c[1] == '-')) {
        s->kind = POV_NUMBER_GENERAL; /* with a power of ten: its digits all the same */
        r->digits = true;
        return c + 2;
    }
    if (*c == '/' && r->digits && s->kind != POV_NUMBER_DATE) {
        s->kind = POV_NUMBER_GENERAL; /* a fraction: likewise */
    } else if (*c == '0' || *c == '#' || *c == '?') {
        read_digit(r, *c);
    } else if (*c == '.') {
        r->point = true;
    } else if (*c == ',') {
        r->commas += r->digits;
    } else if (*c == '%') {
        s->shift = (signed char)(s->shift + (s->shift < 20 ? 2 : 0));
        put(literal, sizeof s->before, "%", 1);
    } else if (strchr("dmyehs", lower) != NULL) {
        r->letter = read_date_letter(s, lower, r->letter);
    } else if (*c == '@') {
        s->text = true;
    } else {
        put(literal, sizeof s->before, c, length);
    }
    return c + length;
}

static const char *read_section(pov_number_section *s, const char *c)
{
    section_reader r = {.s = s};

    *s = (pov_number_section){.kind = POV_NUMBER_WORDS};
    while (*c != '\0' && *c != ';') {
        c = read_item(&r, c);
    }
    if (s->kind == POV_NUMBER_WORDS && r.digits) {
        s->kind = POV_NUMBER_FIXED;
        s->shift = (signed char)(s->shift - 3 * (r.commas < 5 ? r.commas : 5));
    }
    return c;
}

void pov_number_format_parse(pov_number_format *format, const char *code)
{
    *format = (pov_number_format){.count = 0};
    do {
        code = read_section(&format->section[format->count++], code);
    } while (*code == ';' && format->count < POV_NUMBER_SECTIONS && code++ != NULL);
    if (format->count == 1 && format->section[0].kind == POV_NUMBER_WORDS &&
        format->section[0].before[0] == '\0') { /* "@", or nothing */
        format->section[0].kind = POV_NUMBER_GENERAL;
    }
}

const char *pov_number_format_code(size_t number)
{
    static const char accounting[] = "#,##0;(#,##0);\"-\"",
                      accounting_2[] = "#,##0.00;(#,##0.00);\"-\"";
    static const char *const codes[] = {
        [1] = "0",         [2] = "0.00",        [3] = "#,##0",        [4] = "#,##0.00",
        [5] = "#,##0",     [6] = "#,##0",       [7] = "#,##0.00",     [8] = "#,##0.00",
        [9] = "0%",        [10] = "0.00%",      [14] = "d/m/yyyy",    [15] = "d-mmm-yy",
        [16] = "d-mmm",    [17] = "mmm-yy",     [18] = "h:mm",        [19] = "h:mm:ss",
        [20] = "h:mm",     [21] = "h:mm:ss",    [22] = "d/m/yy h:mm", [37] = "#,##0",
        [38] = "#,##0",    [39] = "#,##0.00",   [40] = "#,##0.00",    [41] = accounting,
        [42] = accounting, [43] = accounting_2, [44] = accounting_2,  [45] = "mm:ss",
        [46] = "[h]:mm",   [47] = "mm:ss",
    };
    const bool foreign_date = (number >= 27 && number <= 36) || (number >= 50 && number <= 58);

    if (number < POV_LENGTH(codes) && codes[number] != NULL) {
        return codes[number];
    }
    return foreign_date ? "d/m/yyyy" : "General";
}

/* ---- writing ---- */

static void write_date(const pov_number_section *s, int64_t days, int64_t seconds, pov_buffer *out)
{
    /* days since 1 March of year 0, in eras of 400 years: Howard Hinnant, chrono-compatible
     * low-level date algorithms */
    const int64_t era = days / 146097, of_era = days % 146097;
    const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (int)((5 * of_year + 2) / 153);
    const int day = (int)(of_year - (153 * month + 2) / 5 + 1);
    const int shown_month = month < 10 ? month + 3 : month - 9;
    const int year = (int)(year_of_era + era * 400 + (shown_month <= 2));
    const bool any = s->day || s->month || s->year;

    if (s->day) {
        pov_buffer_format(out, s->month ? "%02d/" : "%d", day);
    }
    if (s->month) {
        pov_buffer_format(out, s->year || s->day ? "%02d" : "%d", shown_month);
        pov_buffer_text(out, s->year ? "/" : "");
    }
    if (s->year) {
        pov_buffer_format(out, "%04d", year);
    }
    if (s->clock && (!any || seconds > 0)) {
        pov_buffer_format(out, "%s%02d:%02d", any ? " " : "", (int)(seconds / 3600),
                          (int)(seconds / 60 % 60));
    }
}

#define MARCH_0_TO_1899 693899 /* days from 1 March of year 0 to 30 December 1899 */
#define DAYS_TO_1904 1462
#define DAYS_MAX 2958465 /* 31 December 9999 */

/* Days since the last ones of 1899; Excel has a 29 February 1900, which never was. */
static bool write_serial(const pov_number_section *s, const pov_decimal *d, bool since_1904,
                         pov_buffer *out)
{
    int64_t days = 0, part = 0;

    if (d->negative || d->point > 7) {
        return false;
    }
    for (int i = 0; i < d->point; i++) {
        days = 10 * days + digit_at(d, i);
    }
    for (int i = d->point; i < d->point + 9; i++) {
        part = 10 * part + digit_at(d, i);
    }
    int64_t seconds = (part * 86400 + 500000000) / 1000000000;
    days += since_1904 ? DAYS_TO_1904 : days < 60;
    if (days > DAYS_MAX) {
        return false;
    }
    write_date(s, MARCH_0_TO_1899 + days, seconds, out);
    return true;
}

static bool meets(const pov_number_section *s, const pov_decimal *d)
{
    const int order = compare(d, &s->limit);

    switch (s->operation) {
    case '<':
        return order < 0;
    case '>':
        return order > 0;
    case '=':
        return order == 0;
    case '{':
        return order <= 0;
    case '}':
        return order >= 0;
    default:
        return order != 0;
    }
}

/* The section of a number: by conditions where there are any, else for those above, below and at
 * 0. */
static const pov_number_section *pick(const pov_number_format *f, const pov_decimal *d)
{
    const size_t numbers = f->count < 3 ? f->count : 3;
    const bool conditions =
        f->section[0].operation != '\0' || (f->count > 1 && f->section[1].operation != '\0');

    for (size_t i = 0; conditions && i < numbers; i++) {
        if (f->section[i].operation == '\0' || meets(&f->section[i], d)) {
            return &f->section[i];
        }
    }
    if (conditions || (d->count > 0 && !d->negative) || numbers == 1) {
        return &f->section[0];
    }
    return d->count > 0 ? &f->section[1] : &f->section[numbers == 3 ? 2 : 0];
}

/* Without a format a number has as many decimals as there is room for. */
static int room_for_decimals(const pov_decimal *d)
{
    const int whole = d->point > 1 ? d->point : 1;

    return whole < GENERAL_WIDTH - 1 ? GENERAL_WIDTH - 1 - whole : 0;
}

/* Where only a colour or brackets tell that a number is below 0, the sign does. */
static void write_number(const pov_number_section *s, pov_decimal *d, pov_buffer *out)
{
    const bool below = d->negative, zero = d->count == 0;
    const bool brackets = below && strchr(s->before, '(') != NULL && strchr(s->after, ')') != NULL;
    const bool signed_there = strchr(s->before, '-') != NULL;
    const size_t start = out->length;
    const int places = s->kind == POV_NUMBER_GENERAL ? room_for_decimals(d) : s->most;

    if (s->kind != POV_NUMBER_WORDS) {
        d->point += s->shift;
        keep_digits(d, d->point + places);
        d->point = d->count > 0 ? d->point : 0;
    }
    if (below && !signed_there && d->count > 0) {
        pov_buffer_char(out, '-');
    }
    for (const char *c = s->before; *c != '\0'; c++) {
        if (!brackets || *c != '(') {
            pov_buffer_char(out, *c);
        }
    }
    if (s->kind == POV_NUMBER_GENERAL) {
        write_digits(d, 1, 0, places, out);
    } else if (s->kind == POV_NUMBER_FIXED &&
               (d->count > 0 || s->whole > 0 || s->least > 0)) { /* else 0 is not shown */
        write_digits(d, s->whole, s->least, s->most, out);
    }
    for (const char *c = s->after; *c != '\0'; c++) {
        if (!brackets || *c != ')') {
            pov_buffer_char(out, *c);
        }
    }
    /* accounts write a dash for 0, where tables mean by it that nothing is known */
    const char *shown = pov_buffer_get(out) + (out->length > start ? start : out->length);
    shown += strspn(shown, " ");
    if (zero && *shown == '-' && shown[1 + strspn(shown + 1, " ")] == '\0' && !out->failed) {
        out->length = start;
        pov_buffer_char(out, '0');
    }
}

void pov_number_write(const pov_number_format *format, const char *number, bool since_1904,
                      pov_buffer *out)
{
    const pov_number_section *first = &format->section[0];
    const size_t digits = strspn(number, "0123456789");
    pov_decimal d;

    /* most: a whole number without a format */
    if (format->count == 1 && first->kind == POV_NUMBER_GENERAL && first->shift == 0 &&
        first->before[0] == '\0' && first->after[0] == '\0' && number[digits] == '\0' &&
        number[0] != '0' && digits <= GENERAL_WIDTH) {
        pov_buffer_add(out, number, digits);
        return;
    }
    if (!read_decimal(number, &d) || d.point > POINT_MAX) {
        pov_buffer_text(out, number);
        return;
    }
    const pov_number_section *s = pick(format, &d);
    if (s->kind != POV_NUMBER_DATE) {
        write_number(s, &d, out);
    } else if (!write_serial(s, &d, since_1904, out)) {
        pov_buffer_text(out, number);
    }
}

void pov_number_write_text(const pov_number_format *format, const char *text, pov_buffer *out)
{
    const pov_number_section *s = &format->section[format->count - 1];

    pov_buffer_text(out, s->text ? s->before : "");
    pov_buffer_text(out, text);
    pov_buffer_text(out, s->text ? s->after : "");
}

bool pov_number_write_iso(const pov_number_format *format, const char *date, pov_buffer *out)
{
    static const pov_number_section whole = {.year = true, .month = true, .day = true};
    const pov_number_section *s =
        format->section[0].kind == POV_NUMBER_DATE ? &format->section[0] : &whole;
    int part[3] = {0};

    for (int i = 0; i < 3; i++) {
        for (int digits = i == 0 ? 4 : 2; digits > 0; digits--) {
            if (!pov_is_digit(*date)) {
                return false;
            }
            part[i] = 10 * part[i] + (*date++ - '0');
        }
        if (i < 2 && *date++ != '-') {
            return false;
        }
    }
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) {
        return false;
    }
    const int64_t year = part[1] <= 2 ? part[0] - 1 : part[0];
    const int64_t month = part[1] <= 2 ? part[1] + 9 : part[1] - 3;
    if (year < 0) {
        return false;
    }
    write_date(
        s, 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + part[2] - 1, 0,
        out);
    return true;
}
