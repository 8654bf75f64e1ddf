/*
 * Names of units. They are written with y or i at the end of a syllable (Quý, Quí), and often
 * without marks or with a short form of what kind of unit it is.
 */
#include "base/name.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- letters ---- */

/* The vowels without a tone and with the five. */
enum { VOWEL_I = 5, VOWEL_Y = 11, VOWELS, TONES = 6 };
static const int32_t vowels[VOWELS][TONES] = {
    {'a', 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1},
    {0x103, 0x1EB1, 0x1EAF, 0x1EB3, 0x1EB5, 0x1EB7},
    {0xE2, 0x1EA7, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD},
    {'e', 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9},
    {0xEA, 0x1EC1, 0x1EBF, 0x1EC3, 0x1EC5, 0x1EC7},
    {'i', 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB},
    {'o', 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD},
    {0xF4, 0x1ED3, 0x1ED1, 0x1ED5, 0x1ED7, 0x1ED9},
    {0x1A1, 0x1EDD, 0x1EDB, 0x1EDF, 0x1EE1, 0x1EE3},
    {'u', 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5},
    {0x1B0, 0x1EEB, 0x1EE9, 0x1EED, 0x1EEF, 0x1EF1},
    {'y', 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5},
};

/* Cyrillic letters that look like Latin ones, in small. */
static int32_t latin(int32_t letter)
{
    static const struct {
        int32_t looks, is;
    } alike[] = {{0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43A, 'k'}, {0x43C, 'm'},
                 {0x43D, 'h'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'},
                 {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'}, {0x458, 'j'}, {0x455, 's'}};

    for (size_t i = 0; letter >= 0x430 && i < POV_LENGTH(alike); i++) {
        if (alike[i].looks == letter) {
            return alike[i].is;
        }
    }
    return letter;
}

static bool is_consonant(int32_t letter)
{
    return letter == 0x111 || (letter >= 'a' && letter <= 'z' && strchr("aeiouy", letter) == NULL);
}

/* ---- the form that is compared ---- */

/* The vowel of a letter; VOWELS: it is none. */
static int vowel_of(int32_t letter, int *tone)
{
    const int tones = letter < 0x80 ? 1 : TONES; /* ASCII has none */

    for (int v = 0; v < VOWELS && letter >= 'a'; v++) {
        for (*tone = 0; *tone < tones; ++*tone) {
            if (vowels[v][*tone] == letter) {
                return v;
            }
        }
    }
    *tone = 0;
    return VOWELS;
}

/* A syllable has one tone, which is typed on any of its vowels: Nghĩa, Nghiã; Hoàng, Hòang. Here it
 * is on the last one. */
static void move_tones(int32_t *letter, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        int tone, none;
        const int vowel = vowel_of(letter[i], &tone);
        size_t last = i;
        while (tone > 0 && last + 1 < count && vowel_of(letter[last + 1], &none) < VOWELS &&
               none == 0) {
            last++;
        }
        if (last > i) {
            letter[i] = vowels[vowel][0];
            letter[last] = vowels[vowel_of(letter[last], &none)][tone];
            i = last;
        }
    }
}

/* quý → quí, lý → lí */
static void write_i(int32_t *letter, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        bool after_qu = i > 1 && letter[i - 1] == 'u' && letter[i - 2] == 'q';
        for (int tone = 0; tone < TONES && (after_qu || is_consonant(letter[i - 1])); tone++) {
            if (letter[i] == vowels[VOWEL_Y][tone]) {
                letter[i] = vowels[VOWEL_I][tone];
            }
        }
    }
}

/* The word "đăk" is written "đắk" as well; "TT.Đăk Mil" has no blank before it. */
static void write_stream(int32_t *letter, size_t count)
{
    for (size_t i = 0; i + 2 < count; i++) {
        bool starts = i == 0 || letter[i - 1] == ' ' || letter[i - 1] == '.';
        bool ends = i + 3 == count || letter[i + 3] == ' ' || letter[i + 3] == ',';
        if (starts && ends && letter[i] == 0x111 && letter[i + 1] == 0x103 &&
            letter[i + 2] == 'k') {
            letter[i + 1] = 0x1EAF; /* ắ */
        }
    }
}

/* A blank beside a dash between words: "Bà Rịa - Vũng Tàu" is "Bà Rịa-Vũng Tàu". */
static bool is_beside_dash(const int32_t *letter, size_t at, size_t count)
{
    return letter[at] == ' ' && at > 0 && at + 1 < count &&
           (letter[at + 1] == '-' || (letter[at - 1] == '-' && at > 1));
}

static void put(pov_buffer *out, int32_t letter)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(letter, bytes);

    pov_buffer_add(out, (const char *)bytes, size > 0 ? (size_t)size : 0);
}

/* With one spelling for each syllable. Text that is not UTF-8 stays as it is. */
static void spell(const char *folded, size_t length, pov_buffer *out)
{
    int32_t *letter = malloc((length + 1) * sizeof *letter);
    size_t count = 0;

    if (letter == NULL) {
        out->failed = true;
        return;
    }
    for (size_t at = 0; at < length;) {
        int32_t point;
        size_t size = pov_text_point(folded + at, length - at, &point);
        if (point < 0) {
            break;
        }
        letter[count++] = latin(point);
        at += size;
    }
    move_tones(letter, count);
    write_i(letter, count);
    write_stream(letter, count);
    for (size_t i = 0; i < count; i++) {
        if (!is_beside_dash(letter, i, count)) {
            put(out, letter[i]);
        }
    }
    free(letter);
}

/* ---- kinds of units ---- */

static const char *const kinds[] = {"",         "tỉnh",    "thành phố", "huyện",
                                    "thị xã",   "quận",    "xã",        "phường",
                                    "thị trấn", "đặc khu", "khu phố",   "tổ dân phố"};
enum { KINDS = POV_LENGTH(kinds) };

/* Short forms. With a full stop each of them; without one where a blank or a digit follows: "TP
 * Vinh", "P1", but one letter and a blank before a number only. */
typedef struct short_form {
    const char *word;
    unsigned kind;
    bool numbered; /* "Q1" */
} short_form;
static const short_form short_forms[] = {
    {"tp", 2, false}, {"tx", 4, false}, {"tt", 8, false},  {"đk", 9, false},
    {"t", 1, false},  {"h", 3, false},  {"q", 5, true},    {"x", 6, false},
    {"p", 7, true},   {"kp", 10, true}, {"tdp", 11, true},
};

/* The same as a keyboard without marks has them. */
static const char *const plain_kinds[KINDS] = {"",         "tinh",    "thanh pho", "huyen",
                                               "thi xa",   "quan",    "xa",        "phuong",
                                               "thi tran", "dac khu", "khu pho",   "to dan pho"};

static const char *after_kind(const char *name, const char *word)
{
    size_t length = strlen(word);

    return strncmp(name, word, length) == 0 && name[length] == ' ' && name[length + 1] != '\0'
               ? name + length + 1
               : NULL;
}

static const char *after_short(const char *name, const short_form *of)
{
    size_t length = strlen(of->word);

    if (strncmp(name, of->word, length) != 0) {
        return NULL;
    }
    const char *rest = name + length;
    bool stop = *rest == '.';
    rest += stop;
    bool blank = *rest == ' ';
    rest += blank;
    bool taken = stop || (length > 1 && blank) || (of->numbered && pov_is_digit(*rest));
    return taken && *rest != '\0' && *rest != '.' ? rest : NULL;
}

/* The kind before a folded name, and what comes after it. */
static unsigned kind_of(const char *name, const char *const words[KINDS], const char **rest)
{
    *rest = name;
    for (unsigned i = 1; i < KINDS; i++) {
        const char *after = after_kind(name, words[i]);
        if (after != NULL) {
            *rest = after;
            return i;
        }
    }
    return 0;
}

/* Numbers without zeros before them: "Phường 05" is "Phường 5". */
static void write_words(const char *words, pov_buffer *out)
{
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        bool number = length > 1 && strspn(words, "0123456789") == length;
        size_t zeros = number ? strspn(words, "0") : 0;
        zeros -= zeros > 0 && zeros == length;
        length += words[length] == ' ';
        pov_buffer_add(out, words + zeros, length - zeros);
        words += length;
    }
}

static void write_part(const char *part, pov_buffer *out)
{
    for (size_t i = 0; i < POV_LENGTH(short_forms); i++) {
        const char *rest = after_short(part, &short_forms[i]);
        if (rest != NULL) {
            pov_buffer_format(out, "%s ", kinds[short_forms[i].kind]);
            part = rest;
            break;
        }
    }
    write_words(part, out);
}

void pov_name_fold(const char *text, size_t length, pov_buffer *out)
{
    pov_buffer folded = {0}, spelt = {0};

    pov_text_fold(text, length, &folded);
    if (pov_text_is_ascii(pov_buffer_get(&folded), folded.length) ||
        !pov_text_is_utf8(pov_buffer_get(&folded), folded.length, NULL)) {
        pov_buffer_add(&spelt, pov_buffer_get(&folded), folded.length);
    } else {
        spell(pov_buffer_get(&folded), folded.length, &spelt);
    }
    char *part = spelt.failed || spelt.length == 0 ? NULL : spelt.data;
    while (part != NULL) {
        char *comma = strchr(part, ',');
        if (comma != NULL) {
            *comma = '\0';
        }
        size_t blanks = strspn(part, " ");
        pov_buffer_add(out, part, blanks);
        write_part(part + blanks, out);
        if (comma != NULL) {
            pov_buffer_char(out, ',');
        }
        part = comma != NULL ? comma + 1 : NULL;
    }
    pov_buffer_end(&folded, &out->failed);
    pov_buffer_end(&spelt, &out->failed);
}

/* ---- names that may mean one unit ---- */

/* What may be left out between letters: "Đăk Rlấp" for "Đắk R'lấp", "Sapa" for "Sa Pa"; but not
 * between numbers. */
static bool may_be_left_out(const char *text, size_t at)
{
    bool between_digits = at > 0 && pov_is_digit(text[at - 1]) && pov_is_digit(text[at + 1]);

    return text[at] == '\'' || ((text[at] == ' ' || text[at] == '-') && !between_digits);
}

/* The same but for what may be left out. */
static bool same_letters(const char *a, const char *b)
{
    size_t i = 0, k = 0;

    do {
        while (may_be_left_out(a, i)) {
            i++;
        }
        while (may_be_left_out(b, k)) {
            k++;
        }
        if (a[i] != b[k]) {
            return false;
        }
    } while (b[k++] != '\0' && a[i++] != '\0');
    return true;
}

/* Without marks and what may be left out, and with i for y as above. */
static void write_bare(const char *rest, pov_buffer *out)
{
    int32_t before[2] = {' ', ' '};

    for (size_t at = 0, length = strlen(rest); at < length;) {
        int32_t point;
        size_t size = pov_text_point(rest + at, length - at, &point);
        utf8proc_int32_t letter[8];
        int last = UTF8PROC_BOUNDCLASS_START;
        utf8proc_ssize_t letters =
            point >= 0x80 && point != 0x111
                ? utf8proc_decompose_char(point, letter, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
                                          &last)
                : 0;
        int32_t base = point == 0x111 ? 'd' : letters > 0 ? letter[0] : point;
        bool after_qu = before[0] == 'u' && before[1] == 'q';
        if (base == 'y' && (after_qu || is_consonant(before[0]))) {
            base = 'i';
        }
        if (point < 0) {
            pov_buffer_add(out, rest + at, size);
        } else if (!may_be_left_out(rest, at)) {
            put(out, base);
        }
        before[1] = before[0];
        before[0] = base;
        at += size;
    }
}

pov_status pov_name_read(const char *key, pov_arena *arena, pov_name *name)
{
    pov_buffer bare = {0};

    *name = (pov_name){.key = key};
    name->kind = kind_of(key, kinds, &name->rest);
    if (name->kind == 0 && pov_text_is_ascii(key, strlen(key))) {
        name->kind = kind_of(key, plain_kinds, &name->rest);
        if (name->kind != 0) { /* "Huyen Lak"; but also "Quan Son", which is Quan Sơn */
            write_bare(key, &bare);
            name->whole = pov_arena_text(arena, pov_buffer_get(&bare), bare.length);
            bare.failed = bare.failed || name->whole == NULL;
            pov_buffer_clear(&bare);
        }
    }
    write_bare(name->rest, &bare);
    name->bare = bare.failed ? NULL : pov_arena_text(arena, pov_buffer_get(&bare), bare.length);
    name->number = name->rest[strspn(name->rest, "0123456789 ")] == '\0';
    name->plain = pov_text_is_ascii(name->rest, strlen(name->rest));
    pov_buffer_fini(&bare);
    return name->bare != NULL ? POV_OK : POV_ERR_NOMEM;
}

static bool fit(const pov_name *a, const pov_name *b)
{
    bool kind = a->kind == b->kind || (!a->number && (a->kind == 0 || b->kind == 0));

    return kind && strcmp(a->bare, b->bare) == 0 &&
           (a->plain || b->plain || same_letters(a->rest, b->rest));
}

/* The other reading of a name that seems to begin with a kind. */
static pov_name without_kind(const pov_name *name)
{
    return (pov_name){.key = name->key, .rest = name->key, .bare = name->whole, .plain = true};
}

bool pov_names_fit(const pov_name *a, const pov_name *b)
{
    if (a->whole != NULL && b->whole == NULL) {
        const pov_name other = without_kind(a);
        return fit(a, b) || fit(&other, b);
    }
    if (b->whole != NULL && a->whole == NULL) {
        const pov_name other = without_kind(b);
        return fit(a, b) || fit(a, &other);
    }
    return fit(a, b);
}

bool pov_names_change_kind(const pov_name *a, const pov_name *b)
{
    /* a province's city is a town, or a district, that grew; the province itself is no such */
    static const unsigned alike[KINDS] = {0, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4};

    return a->kind != b->kind && alike[a->kind] == alike[b->kind] && !a->number &&
           a->whole == NULL && b->whole == NULL && strcmp(a->bare, b->bare) == 0 &&
           (a->plain || b->plain || same_letters(a->rest, b->rest));
}

/* ---- which of many ---- */

/* Names with the same bare form: the last one, and from each to the one before it. */
typedef struct namesakes {
    const pov_name *name;
    size_t *before; /* POV_NONE for the first */
} namesakes;

static bool says_more(const pov_name *a, const pov_name *b)
{
    bool kind = a->kind != 0 && a->whole == NULL, other_kind = b->kind != 0 && b->whole == NULL;

    return kind != other_kind ? kind : !a->plain && b->plain;
}

bool pov_names_fitting(const pov_name *name, size_t count, const pov_name *of,
                       pov_names_fit_how *how, size_t two[2])
{
    bool own = false;

    two[0] = two[1] = POV_NONE;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name[i].key, of->key) == 0) {
            own = true;
        } else if (two[1] == POV_NONE && how(&name[i], of) &&
                   (two[0] == POV_NONE || strcmp(name[i].key, name[two[0]].key) != 0)) {
            two[two[0] != POV_NONE] = i;
        }
    }
    return !own;
}

/* Whether a name of the list fits it, but for its namesakes. */
static bool fits_another(const namesakes *of, size_t last, size_t i)
{
    bool fits = false;

    for (size_t k = last; k != POV_NONE && !fits; k = of->before[k]) {
        fits = pov_names_fit(&of->name[i], &of->name[k]) &&
               strcmp(of->name[i].key, of->name[k].key) != 0;
    }
    return fits;
}

/* Whether all of them may be one; *best is the one that says most. */
static bool are_one(const namesakes *of, size_t last, pov_names_apart *apart, const void *context,
                    size_t *best)
{
    *best = last;
    for (size_t a = last; a != POV_NONE; a = of->before[a]) {
        if (!says_more(&of->name[*best], &of->name[a])) {
            *best = a; /* of equals the first */
        }
        for (size_t b = of->before[a]; b != POV_NONE; b = of->before[b]) {
            if (!pov_names_fit(&of->name[a], &of->name[b]) || apart(context, a, b)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether another of the namesakes has the very same name. */
static bool is_settled(const namesakes *of, size_t last, size_t i)
{
    bool settled = false;

    for (size_t k = last; k != POV_NONE && !settled; k = of->before[k]) {
        settled = k != i && strcmp(of->name[k].key, of->name[i].key) == 0;
    }
    return settled;
}

/* How many of the namesakes may be the name but for a change of its kind; *one is such a one. */
static size_t count_changed(const namesakes *of, size_t last, size_t i,
                            pov_names_apart *kinds_apart, const void *context, const size_t *as,
                            size_t *one)
{
    size_t count = 0;

    for (size_t k = last; k != POV_NONE; k = of->before[k]) {
        if (k != i && as[k] == k && pov_names_change_kind(&of->name[i], &of->name[k]) &&
            !is_settled(of, last, k) && !kinds_apart(context, i < k ? i : k, i < k ? k : i)) {
            *one = k;
            count++;
        }
    }
    return count;
}

/* Joins two that are left, where each may be the other alone. One that may be two others is
 * neither. */
static void join_changed(const namesakes *of, size_t last, pov_names_apart *kinds_apart,
                         const void *context, size_t *as)
{
    for (size_t i = last; i != POV_NONE; i = of->before[i]) {
        size_t k, back;
        if (as[i] != i || is_settled(of, last, i)) {
            continue;
        }
        size_t count = count_changed(of, last, i, kinds_apart, context, as, &k);
        if (count > 1) {
            as[i] = POV_NONE;
        } else if (count == 1 && count_changed(of, last, k, kinds_apart, context, as, &back) == 1) {
            as[i > k ? i : k] = i > k ? k : i;
        }
    }
}

pov_status pov_names_join(const pov_name *name, size_t count, pov_names_apart *apart,
                          pov_names_apart *kinds_apart, const void *context, size_t *as)
{
    namesakes of = {name, malloc((count + 1) * sizeof *of.before)};
    bool *is_last = malloc((count + 1) * sizeof *is_last);
    pov_map bare = {0};
    pov_status status = of.before != NULL && is_last != NULL ? POV_OK : POV_ERR_NOMEM;

    for (int doubtful = 0; doubtful < 2; doubtful++) {
        for (size_t i = 0; i < count && status == POV_OK; i++) {
            if ((name[i].whole != NULL) != (doubtful != 0)) {
                continue;
            }
            const char *text = name[i].whole;
            if (text == NULL || pov_map_get(&bare, text, strlen(text)) == POV_NONE) {
                text = name[i].bare;
            }
            as[i] = i;
            is_last[i] = true;
            of.before[i] = pov_map_get(&bare, text, strlen(text));
            if (of.before[i] != POV_NONE) {
                is_last[of.before[i]] = false;
            }
            status = pov_map_put(&bare, text, strlen(text), i);
        }
    }
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        size_t best;
        if (!is_last[i] || of.before[i] == POV_NONE) {
            continue;
        }
        bool one = are_one(&of, i, apart, context, &best);
        for (size_t k = i; k != POV_NONE; k = of.before[k]) {
            as[k] = one ? best : fits_another(&of, i, k) ? POV_NONE : k;
        }
        if (!one) {
            join_changed(&of, i, kinds_apart, context, as);
        }
    }
    pov_map_fini(&bare);
    free(of.before);
    free(is_last);
    return status;
}
