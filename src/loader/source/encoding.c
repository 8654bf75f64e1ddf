#include "loader/source/encoding.h"

#include "loader/source/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define RAW_SIZE ((size_t)64 * 1024)
#define START_SIZE ((size_t)512) /* more than any mark or signature, and enough letters to judge */

void pov_decoder_init(pov_decoder *decoder, const pov_input *input, const char *encoding)
{
    *decoder = (pov_decoder){.input = input, .encoding = encoding, .at_start = true};
}

void pov_decoder_fini(pov_decoder *decoder)
{
    if (decoder->open) {
        (void)iconv_close(decoder->converter);
    }
    free(decoder->raw);
    *decoder = (pov_decoder){0};
}

/* One read that an interrupting signal does not end. */
static pov_status read_some(const pov_input *input, char *to, size_t size, size_t *length,
                            pov_error *err)
{
    long got = 0;

    do {
        errno = 0;
        got = input->read(input->context, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return pov_fail(err, POV_ERR_IO, "cannot be read: %s", pov_system_reason(errno));
    }
    *length = (size_t)got;
    return POV_OK;
}

/* Adds what one read gives to the raw bytes. */
static pov_status read_raw(pov_decoder *d, pov_error *err)
{
    size_t got = 0;

    if (d->raw_at > 0) {
        memmove(d->raw, d->raw + d->raw_at, d->raw_length);
        d->raw_at = 0;
    }
    pov_status status =
        read_some(d->input, d->raw + d->raw_length, RAW_SIZE - d->raw_length, &got, err);
    d->raw_length += got;
    d->ended = status == POV_OK && got == 0;
    return status;
}

/* ---- what is no text ---- */

typedef struct signature {
    const char *bytes;
    size_t length;
    const char *what, *hint;
} signature;

#define HINT_PICTURE                                                                               \
    POV_TEXT("type its figures into a workbook: \"povcalc template plan -o NAME.xlsx\" makes one")
#define HINT_TEXT                                                                                  \
    POV_TEXT("save it as .docx, or run: libreoffice --headless --convert-to docx {FILE}")

#define HINT_SHEET                                                                                 \
    POV_TEXT("save it as .xlsx, or run: libreoffice --headless --convert-to xlsx {FILE}")
#define HINT_DATA                                                                                  \
    POV_TEXT("have the program that wrote it write CSV UTF-8: export delimited (Stata), save "     \
             "translate (SPSS), write.csv (R), to_csv (pandas)")

static const signature signatures[] = {
    {"PK\x05\x06", 4, POV_TEXT("a ZIP archive without a workbook or document"),
     POV_TEXT("unpack it, and give the files in it")}, /* an archive of nothing */
    {"%PDF", 4, POV_TEXT("a PDF document"),
     POV_TEXT("ask for the Word or Excel file that it was made of, or copy its table into a "
              "workbook and save that")},
    {"\x89PNG", 4, POV_TEXT("a picture"), HINT_PICTURE},
    {"\xFF\xD8\xFF", 3, POV_TEXT("a picture"), HINT_PICTURE},
    {"GIF8", 4, POV_TEXT("a picture"), HINT_PICTURE},
    {"II*\0", 4, POV_TEXT("a picture"), HINT_PICTURE},
    {"MM\0*", 4, POV_TEXT("a picture"), HINT_PICTURE},
    {"<svg", 4, POV_TEXT("a picture"), HINT_PICTURE},
    {"\x1F\x8B", 2, POV_TEXT("a gzip file"),
     POV_TEXT("unpack it through a pipe: zcat {FILE} | povcalc COMMAND -")},
    {"BZh", 3, POV_TEXT("a bzip2 file"),
     POV_TEXT("unpack it through a pipe: bzcat {FILE} | povcalc COMMAND -")},
    {"\x28\xB5\x2F\xFD", 4, POV_TEXT("a zstd file"),
     POV_TEXT("unpack it through a pipe: zstdcat {FILE} | povcalc COMMAND -")},
    {"\xFD"
     "7zXZ",
     5, POV_TEXT("an xz file"),
     POV_TEXT("unpack it through a pipe: xzcat {FILE} | povcalc COMMAND -")},
    {"7z\xBC\xAF", 4, POV_TEXT("a 7-Zip archive"), POV_TEXT("unpack it, and give the files in it")},
    {"Rar!", 4, POV_TEXT("a RAR archive"), POV_TEXT("unpack it, and give the files in it")},
    {"{\\rtf", 5, POV_TEXT("a rich text document"), HINT_TEXT},
    {"<stata_dta>", 11, POV_TEXT("a Stata file"), HINT_DATA},
    {"\x71\x02\x01\0", 4, POV_TEXT("a Stata file"), HINT_DATA},
    {"\x72\x02\x01\0", 4, POV_TEXT("a Stata file"), HINT_DATA},
    {"\x73\x02\x01\0", 4, POV_TEXT("a Stata file"), HINT_DATA},
    {"$FL2", 4, POV_TEXT("an SPSS file"), HINT_DATA},
    {"$FL3", 4, POV_TEXT("an SPSS file"), HINT_DATA},
    {"RDX2\n", 5, POV_TEXT("an R file"), HINT_DATA},
    {"RDX3\n", 5, POV_TEXT("an R file"), HINT_DATA},
    {"PAR1\x15", 5, POV_TEXT("a Parquet file"), HINT_DATA},
    {"SQLite format 3", 16, POV_TEXT("a SQLite database"),
     POV_TEXT("through a pipe: sqlite3 -header -csv {FILE} 'SELECT * FROM NAME' | povcalc COMMAND "
              "-")},
    {"\0\1\0\0Standard", 12, POV_TEXT("an Access database"),
     POV_TEXT("in Access, export its table as a workbook (.xlsx)")},
    {"\3", 1, POV_TEXT("a dBase file"), HINT_SHEET},
    /* with the program's name: "ID;P" alone begins a header, too (ID;Province) */
    {"ID;PWXL", 7, POV_TEXT("a SYLK file"), HINT_SHEET},
    {"ID;PCALC", 8, POV_TEXT("a SYLK file"), HINT_SHEET},
    {"ID;PSCALC", 9, POV_TEXT("a SYLK file"), HINT_SHEET},
    {"TABLE\n0,1", 9, POV_TEXT("a DIF file"), HINT_SHEET},
    {"TABLE\r\n0,1", 10, POV_TEXT("a DIF file"), HINT_SHEET},
};

/* Whether a name of a part of an old Office file is there, in UTF-16. */
static bool has_part(const char *bytes, size_t length, const char *name)
{
    const size_t size = strlen(name);

    for (size_t at = 0; at + 2 * size <= length; at++) {
        size_t i = 0;
        while (i < size && bytes[at + 2 * i] == name[i] && bytes[at + 2 * i + 1] == '\0') {
            i++;
        }
        if (i == size) {
            return true;
        }
    }
    return false;
}

/* Files of Office before 2007 are one kind of container, and so is what a password encrypts. */
static pov_status refuse_old_office(const char *bytes, size_t length, pov_error *err)
{
    if (has_part(bytes, length, "EncryptedPackage")) {
        return pov_refuse_encrypted(err);
    }
    const bool text = has_part(bytes, length, "WordDocument");
    (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                   pov_translate(text ? POV_TEXT("a Word document of before 2007 (.doc)")
                                      : POV_TEXT("an Excel workbook of before 2007 (.xls), or "
                                                 "another old Office file")));
    pov_error_hint(err, "%s", pov_translate(text ? HINT_TEXT : HINT_SHEET));
    return POV_ERR_SYNTAX;
}

/* Some sites hand out tables as web pages that are named .xls. */
static bool is_markup(const char *bytes, size_t length)
{
    static const char *const starts[] = {"<html", "<!doctype", "<?xml", "<table", "mime-version:"};

    for (size_t i = 0; i < POV_LENGTH(starts); i++) {
        size_t size = strlen(starts[i]);
        if (length >= size && strncasecmp(bytes, starts[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* XHTML is a page, a workbook of Excel 2003 or of OpenDocument is not. */
static bool has_page(const char *bytes, size_t length)
{
    for (size_t i = 0; i + 5 < length; i++) {
        if (strncasecmp(bytes + i, "<html", 5) == 0) {
            return true;
        }
    }
    return false;
}

pov_status pov_refuse_no_text(const char *bytes, size_t length, pov_error *err)
{
    if (length >= 4 && memcmp(bytes, POV_OLD_OFFICE, 4) == 0) {
        return refuse_old_office(bytes, length, err);
    }
    for (size_t i = 0; i < POV_LENGTH(signatures); i++) {
        const signature *s = &signatures[i];
        if (length >= s->length && memcmp(bytes, s->bytes, s->length) == 0) {
            (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                           pov_translate(s->what));
            pov_error_hint(err, "%s", pov_translate(s->hint));
            return POV_ERR_SYNTAX;
        }
    }
    char start[16] = ""; /* without a mark, blanks, and the NUL bytes of UTF-16 */
    for (size_t i = 0, kept = 0; i < length && kept < sizeof start - 1; i++) {
        if ((unsigned char)bytes[i] > ' ' && strchr("\xEF\xBB\xBF\xFE\xFF", bytes[i]) == NULL) {
            start[kept++] = bytes[i];
        }
    }
    if ((*start == '{' && (start[1] == '"' || start[1] == '}')) ||
        (*start == '[' && start[1] != '\0' && strchr("{\"[]", start[1]) != NULL)) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found JSON");
        pov_error_hint(err, "have the program that wrote it write CSV: of povcalc, --format csv");
        return POV_ERR_SYNTAX;
    }
    if (is_markup(start, strlen(start))) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found a web page or XML");
        pov_error_hint(
            err, "%s",
            pov_translate(strncasecmp(start, "<?xml", 5) == 0 && !has_page(bytes, length)
                              ? HINT_SHEET
                              : POV_TEXT("open it in Excel and save it as .xlsx, or run: "
                                         "libreoffice --headless --infilter='HTML (StarCalc)' "
                                         "--convert-to xlsx {FILE}")));
        return POV_ERR_SYNTAX;
    }
    return POV_OK;
}

/* ---- starting ---- */

/* The encoding that a byte-order mark names, or NULL. The longer marks come first. */
static const char *marked_encoding(const char *bytes, size_t length)
{
    static const struct {
        const char *mark;
        size_t length;
        const char *name;
    } marks[] = {
        {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
        {"\xFF\xFE", 2, "UTF-16LE"},     {"\xFE\xFF", 2, "UTF-16BE"},
        {"\xEF\xBB\xBF", 3, "UTF-8"},
    };

    for (size_t i = 0; i < POV_LENGTH(marks); i++) {
        if (length >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0) {
            return marks[i].name;
        }
    }
    return NULL;
}

/*
 * UTF-16 or UTF-32 without a mark, or NULL: of the pairs of bytes that letters and digits take,
 * half have a NUL on one side and none on the other.
 */
static const char *unmarked_encoding(const char *bytes, size_t length)
{
    size_t first = 0, second = 0;
    const size_t pairs = length / 2;

    size_t little = 0, big = 0;
    for (size_t i = 0; i + 3 < length; i += 4) {
        little += bytes[i] != '\0' && bytes[i + 2] == '\0' && bytes[i + 3] == '\0';
        big += bytes[i] == '\0' && bytes[i + 1] == '\0' && bytes[i + 3] != '\0';
    }
    if (length >= 16 && (little >= length / 4 || big >= length / 4)) {
        return little > big ? "UTF-32LE" : "UTF-32BE";
    }
    for (size_t i = 0; i < pairs; i++) {
        first += bytes[2 * i] == '\0';
        second += bytes[2 * i + 1] == '\0';
    }
    if (pairs < 4 || first + second < pairs / 2 || (first > 0 && second > 0)) {
        return NULL;
    }
    return first > 0 ? "UTF-16BE" : "UTF-16LE";
}

const char *pov_start_encoding(const char *bytes, size_t length)
{
    const char *marked = marked_encoding(bytes, length);

    return marked != NULL ? marked : unmarked_encoding(bytes, length);
}

/* In UTF-16 and UTF-32 separators and digits have a byte of 0. */
static bool is_wide(const char *encoding)
{
    static const char *const wide[] = {"UTF-16", "UTF16", "UTF-32", "UTF32", "UCS-2", "UCS-4"};

    for (size_t i = 0; i < POV_LENGTH(wide); i++) {
        if (strncasecmp(encoding, wide[i], strlen(wide[i])) == 0) {
            return true;
        }
    }
    return false;
}

static pov_status open_converter(pov_decoder *d, pov_error *err)
{
    if (is_wide(d->encoding) && d->raw_length > 0 && memchr(d->raw, '\0', d->raw_length) == NULL) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "the file is not in the encoding %.40s", d->encoding);
        pov_error_hint(err, "without --encoding povcalc finds the one that fits");
        return POV_ERR_SYNTAX;
    }
    errno = EINVAL; /* without a name iconv takes the locale's */
    d->converter = d->encoding[0] != '\0' ? iconv_open("UTF-8", d->encoding) : (iconv_t)-1;
    d->open = d->converter != (iconv_t)-1;
    if (d->open) {
        return POV_OK;
    }
    if (errno == ENOMEM) {
        return pov_no_memory(err);
    }
    (void)pov_fail(err, POV_ERR_USAGE, "unknown encoding \"%.60s\"", d->encoding);
    pov_error_hint(err,
                   "iconv -l lists the names, for example WINDOWS-1258, TCVN5712-1 or UTF-16LE");
    return POV_ERR_USAGE;
}

static pov_status start(pov_decoder *d, pov_error *err)
{
    pov_status status = POV_OK;

    d->started = true;
    d->raw_length = 0;
    d->raw = malloc(RAW_SIZE);
    if (d->raw == NULL) {
        return pov_no_memory(err);
    }
    while (status == POV_OK && d->raw_length < START_SIZE && !d->ended) {
        status = read_raw(d, err);
    }
    if (status == POV_OK) {
        status = pov_refuse_no_text(d->raw, d->raw_length, err);
    }
    if (status != POV_OK) {
        return status;
    }
    /* a mark is proof, a name may have been meant for the other files of the same run */
    const char *marked = pov_start_encoding(d->raw, d->raw_length);
    if (marked != NULL) {
        d->encoding = marked;
    }
    if (d->encoding != NULL && strcasecmp(d->encoding, "UTF-8") != 0 &&
        strcasecmp(d->encoding, "UTF8") != 0) {
        return open_converter(d, err);
    }
    d->encoding = NULL;
    return POV_OK;
}

/* ---- reading ---- */

static pov_status copy_raw(pov_decoder *d, char *buffer, size_t size, size_t *length,
                           pov_error *err)
{
    if (d->raw_length == 0) {
        return d->ended ? POV_OK : read_some(d->input, buffer, size, length, err);
    }
    *length = d->raw_length < size ? d->raw_length : size;
    memcpy(buffer, d->raw + d->raw_at, *length);
    d->raw_at += *length;
    d->raw_length -= *length;
    return POV_OK;
}

static pov_status refuse_bytes(const pov_decoder *d, bool cut, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_SYNTAX,
                   cut ? POV_TEXT("the text ends in the middle of a character of %.40s")
                       : POV_TEXT("bytes that are no text in %.40s"),
                   d->encoding);
    pov_error_hint(err, "is the file in another encoding? --encoding NAME says in which");
    return POV_ERR_SYNTAX;
}

/* Converts until something can be handed out. */
static pov_status convert(pov_decoder *d, char *buffer, size_t size, size_t *length, pov_error *err)
{
    char *to = buffer;
    size_t room = size;

    while (to == buffer) {
        char *from = d->raw + d->raw_at;
        size_t left = d->raw_length;
        size_t result = iconv(d->converter, &from, &left, &to, &room);
        int reason = errno;
        d->raw_at = (size_t)(from - d->raw);
        d->raw_length = left;
        if (result == (size_t)-1 && reason == EILSEQ) {
            if (to == buffer) {
                return refuse_bytes(d, false, err);
            }
        } else if (to != buffer) {
            break;
        } else if (!d->ended) { /* a character that the last read cut is completed by the next */
            pov_status status = read_raw(d, err);
            if (status != POV_OK) {
                return status;
            }
        } else if (left > 0) {
            return refuse_bytes(d, true, err);
        } else if (!d->flushed) { /* some converters hold a letter back until its accent is known */
            d->flushed = true;
            (void)iconv(d->converter, NULL, NULL, &to, &room);
        } else {
            break;
        }
    }
    *length = (size_t)(to - buffer);
    return POV_OK;
}

static void drop_mark(char *buffer, size_t *length)
{
    if (*length >= 3 && memcmp(buffer, "\xEF\xBB\xBF", 3) == 0) {
        *length -= 3;
        memmove(buffer, buffer + 3, *length);
    }
}

pov_status pov_decoder_read(pov_decoder *decoder, char *buffer, size_t size, size_t *length,
                            pov_error *err)
{
    pov_status status = decoder->started ? POV_OK : start(decoder, err);
    bool more = status == POV_OK;

    *length = 0;
    while (more) {
        status = decoder->open ? convert(decoder, buffer, size, length, err)
                               : copy_raw(decoder, buffer, size, length, err);
        more = false;
        if (status == POV_OK && decoder->at_start && *length > 0) {
            decoder->at_start = false;
            drop_mark(buffer, length);
            more = *length == 0; /* nothing but a mark so far: 0 would mean the end */
        }
    }
    return status;
}

bool pov_decode_bytes(const char *encoding, const pov_buffer *bytes, pov_buffer *out)
{
    iconv_t converter = iconv_open("UTF-8", encoding);
    char to[256];
    char *from = bytes->data;
    size_t left = bytes->length;
    bool right = converter != (iconv_t)-1;

    for (bool flushed = false; right && !flushed;) {
        char *at = to;
        size_t room = sizeof to;
        flushed = left == 0;
        size_t result = flushed ? iconv(converter, NULL, NULL, &at, &room)
                                : iconv(converter, &from, &left, &at, &room);
        right = result != (size_t)-1 || at > to;
        pov_buffer_add(out, to, (size_t)(at - to));
    }
    if (converter != (iconv_t)-1) {
        (void)iconv_close(converter);
    }
    return right;
}
