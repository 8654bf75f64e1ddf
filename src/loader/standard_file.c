/*
 * Reads poverty standards: JSON, built in or of a file.
 */
#include "loader/standard_file.h"

#include "base/text.h"
#include "loader/households/columns.h"
#include "loader/source/bytes.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define STANDARD_SIZE_MAX ((size_t)1024 * 1024)
#define NUMBER_MAX 1000000000000.0 /* 10^12: a double holds it exactly */

typedef struct reading {
    pov_standard *standard;
    pov_status status; /* after the first thing that is wrong nothing is read any more */
    pov_error *err;
} reading;

/* A value of the file, and what it is in. */
typedef struct value {
    const struct value *in; /* NULL: it is the whole */
    const char *key;        /* NULL: an item of a list */
    size_t index;
    const cJSON *json; /* NULL: it is not there */
} value;

static value get(const value *in, const char *key)
{
    return (value){in, key, 0, cJSON_GetObjectItemCaseSensitive(in->json, key)};
}

static bool has(const value *in, const char *key)
{
    return get(in, key).json != NULL;
}

/* ---- what is wrong ---- */

static void write_path(const value *v, pov_buffer *path)
{
    if (v->in == NULL) {
        return;
    }
    write_path(v->in, path);
    if (v->key != NULL) {
        pov_buffer_format(path, "%s%s", path->length > 0 ? "." : "", v->key);
    } else {
        pov_buffer_format(path, "[%zu]", v->index);
    }
}

/* The message is there already. */
static void refuse_at(reading *r, const value *v)
{
    pov_buffer path = {0};

    write_path(v, &path);
    pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&path));
    r->status = path.failed ? pov_no_memory(r->err) : POV_ERR_DATA;
    pov_buffer_fini(&path);
}

static void refuse(reading *r, const value *v, const char *expected)
{
    if (r->status != POV_OK) {
        return;
    }
    char *text = v->json != NULL ? cJSON_PrintUnformatted(v->json) : NULL;
    if (v->json == NULL) {
        (void)pov_fail(r->err, POV_ERR_DATA, "expected %s, found nothing", expected);
    } else {
        (void)pov_fail(r->err, POV_ERR_DATA, "expected %s, found %.60s", expected,
                       text != NULL ? text : pov_translate("something else"));
    }
    cJSON_free(text);
    refuse_at(r, v);
}

/* ---- values ---- */

static int64_t read_number(reading *r, const value *in, const char *key, double low, double high)
{
    const value v = get(in, key);

    if (cJSON_IsNumber(v.json) && v.json->valuedouble >= low && v.json->valuedouble <= high &&
        (double)(int64_t)v.json->valuedouble == v.json->valuedouble) {
        return (int64_t)v.json->valuedouble;
    }
    char expected[80];
    (void)snprintf(expected, sizeof expected, pov_translate("a whole number from %.0f to %.0f"),
                   low, high);
    refuse(r, &v, expected);
    return 0;
}

/* Text that has something in it and breaks no line. */
static bool is_text(const cJSON *json)
{
    if (json == NULL || !cJSON_IsString(json) || json->valuestring[0] == '\0') {
        return false;
    }
    for (const char *c = json->valuestring; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ') {
            return false;
        }
    }
    return true;
}

static bool is_id(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

/* "" where something is wrong. */
static const char *keep_text(reading *r, const value *v)
{
    bool good = is_text(v->json);

    if (!good) {
        refuse(r, v, pov_translate("text of one line"));
    }
    if (!good || r->status != POV_OK) {
        return "";
    }
    const char *text = v->json->valuestring;
    const char *kept = pov_arena_text(&r->standard->arena, text, strlen(text));
    if (kept == NULL) {
        r->status = pov_no_memory(r->err);
    }
    return kept != NULL ? kept : "";
}

static const char *read_text(reading *r, const value *in, const char *key)
{
    const value v = get(in, key);

    return keep_text(r, &v);
}

static const char *read_id(reading *r, const value *in, const char *key)
{
    const value v = get(in, key);

    if (!is_text(v.json) || !is_id(v.json->valuestring)) {
        refuse(r, &v, pov_translate("an id of small letters, digits, _ and -"));
    }
    return keep_text(r, &v);
}

static void hint_keys(reading *r, const char *const *known)
{
    pov_buffer text = {0};

    for (; *known != NULL; known++) {
        pov_buffer_format(&text, "%s%s", text.length > 0 ? ", " : "", *known);
    }
    pov_error_hint(r->err, "its keys: %s", pov_buffer_get(&text));
    pov_buffer_fini(&text);
}

/* Refuses keys that are not in `known`, a list that ends with NULL: most are misspelt. */
static void check_keys(reading *r, const value *v, const char *const *known)
{
    size_t count = 0;

    while (known[count] != NULL) {
        count++;
    }
    if (!cJSON_IsObject(v->json)) {
        refuse(r, v, pov_translate("an object"));
        hint_keys(r, known);
    }
    for (const cJSON *item = r->status == POV_OK ? v->json->child : NULL; item != NULL;
         item = item->next) {
        size_t i = 0;
        while (i < count && strcmp(known[i], item->string) != 0) {
            i++;
        }
        if (i < count && get(v, item->string).json == item) {
            continue;
        }
        if (i < count) { /* of two values one would be passed over */
            (void)pov_fail(r->err, POV_ERR_DATA, "the key \"%s\" is there twice", item->string);
        } else {
            (void)pov_fail(r->err, POV_ERR_DATA, "there is no key \"%.40s\" here", item->string);
            (void)pov_error_suggest(r->err, pov_text_nearest(item->string, known, count));
            hint_keys(r, known);
        }
        refuse_at(r, v);
        return;
    }
}

static pov_wording read_wording(reading *r, const value *in, const char *key)
{
    static const char *const keys[] = {"en", "vi", NULL};
    const value v = get(in, key);
    pov_wording wording;

    check_keys(r, &v, keys);
    for (size_t i = 0; i < 2; i++) {
        wording.text[i] = read_text(r, &v, keys[i]);
    }
    return wording;
}

/* Text in both languages, or one text for both. */
static pov_wording read_note(reading *r, const value *in, const char *key)
{
    if (!cJSON_IsString(get(in, key).json)) {
        return read_wording(r, in, key);
    }
    const char *text = read_text(r, in, key);
    return (pov_wording){{text, text}};
}

/* ---- the parts ---- */

static void read_areas(reading *r, const value *in, const char *key, int64_t *out)
{
    static const char *const keys[] = {"rural", "urban", NULL}; /* in the order of pov_area */
    const value v = get(in, key);

    check_keys(r, &v, keys);
    for (size_t a = 0; a < POV_AREA_COUNT; a++) {
        out[a] = read_number(r, &v, keys[a], 0, NUMBER_MAX);
    }
}

static void refuse_twice(reading *r, const value *v, const char *id)
{
    if (r->status == POV_OK) {
        (void)pov_fail(r->err, POV_ERR_DATA, "the id \"%s\" is used twice", id);
        refuse_at(r, v);
    }
}

static void read_line(reading *r, const value *v)
{
    static const char *const keys[] = {"id", "income", "score", NULL};
    pov_income_line *line = &r->standard->line[v->index];

    check_keys(r, v, keys);
    line->id = read_id(r, v, "id");
    if (pov_standard_line(r->standard, line->id) != POV_NONE) {
        refuse_twice(r, v, line->id);
    }
    read_areas(r, v, "income", line->income);
    line->scored = has(v, "score");
    if (line->scored) {
        read_areas(r, v, "score", line->score);
    }
    r->standard->line_count = v->index + 1;
}

/* A column of the indicator's could not be told from one that each household file may have. */
static void check_heading(reading *r, const value *in, const char *key, const char *heading)
{
    const value v = get(in, key);

    if (r->status == POV_OK && pov_household_is_taken(heading)) {
        (void)pov_fail(r->err, POV_ERR_DATA,
                       "\"%s\" is the heading of another column of household files", heading);
        pov_error_hint(r->err, "\"povcalc help columns households\" lists them");
        refuse_at(r, &v);
    }
}

static void read_indicator(reading *r, const value *v)
{
    static const char *const keys[] = {"id", "dimension", "name", "lacked_if", NULL};
    pov_indicator *indicator = &r->standard->indicator[v->index];
    const value name = get(v, "name");

    check_keys(r, v, keys);
    indicator->id = read_id(r, v, "id");
    if (pov_standard_indicator(r->standard, indicator->id) != POV_NONE) {
        refuse_twice(r, v, indicator->id);
    }
    check_heading(r, v, "id", indicator->id);
    indicator->dimension = read_id(r, v, "dimension");
    indicator->name = read_wording(r, v, "name");
    for (size_t language = POV_ENGLISH; language <= POV_VIETNAMESE; language++) {
        const char *key = language == POV_ENGLISH ? "en" : "vi";
        check_heading(r, &name, key, indicator->name.text[language]);
        for (size_t i = 0; i < v->index && r->status == POV_OK; i++) {
            if (pov_text_same(r->standard->indicator[i].name.text[language],
                              indicator->name.text[language])) {
                const value of = get(&name, key);
                (void)pov_fail(r->err, POV_ERR_DATA, "\"%s\" is the name of indicators[%zu], too",
                               indicator->name.text[language], i);
                refuse_at(r, &of);
            }
        }
    }
    indicator->lacked_if = (pov_wording){{"", ""}};
    if (has(v, "lacked_if")) {
        indicator->lacked_if = read_note(r, v, "lacked_if");
    }
    r->standard->indicator_count = v->index + 1;
}

static void read_rule(reading *r, const value *v)
{
    static const char *const keys[] = {"class", "at_most", "deprived", NULL};
    static const char *const words[] = {"", "cutoff_or_more", "below_cutoff"}; /* pov_deprived */
    const value class = get(v, "class"), line = get(v, "at_most"), deprived = get(v, "deprived");
    pov_class_rule *rule = &r->standard->rule[v->index];

    check_keys(r, v, keys);
    rule->class = pov_class_find(read_id(r, v, "class"));
    if (rule->class >= POV_CLASS_NOT_POOR) {
        refuse(r, &class, pov_translate("poor, near_poor or average"));
    }
    rule->at_most = pov_standard_line(r->standard, read_id(r, v, "at_most"));
    if (rule->at_most == POV_NONE) {
        refuse(r, &line, pov_translate("the id of an income line"));
    }
    if (deprived.json != NULL) {
        const char *word = read_id(r, v, "deprived");
        rule->deprived = strcmp(word, words[POV_CUTOFF_OR_MORE]) == 0 ? POV_CUTOFF_OR_MORE
                         : strcmp(word, words[POV_BELOW_CUTOFF]) == 0 ? POV_BELOW_CUTOFF
                                                                      : POV_DEPRIVED_ANY;
        if (rule->deprived == POV_DEPRIVED_ANY) {
            refuse(r, &deprived, pov_translate("cutoff_or_more or below_cutoff"));
        }
    }
    r->standard->rule_count = v->index + 1;
}

static void read_source(reading *r, const value *v)
{
    static const char *const keys[] = {"act", "url", "confirmed", "note", NULL};
    const value confirmed = get(v, "confirmed");
    pov_standard_source *source = &r->standard->source[v->index];

    check_keys(r, v, keys);
    *source = (pov_standard_source){.act = read_text(r, v, "act"), .url = "", .note = {{"", ""}}};
    if (has(v, "url")) {
        source->url = read_text(r, v, "url");
    }
    if (has(v, "note")) {
        source->note = read_note(r, v, "note");
    }
    if (!cJSON_IsBool(confirmed.json)) {
        refuse(r, &confirmed, pov_translate("true or false"));
    }
    source->confirmed = cJSON_IsTrue(confirmed.json);
}

static void read_list(reading *r, const value *in, const char *key, size_t most,
                      void (*one)(reading *r, const value *v))
{
    const value list = get(in, key);
    value item = {.in = &list};

    if (!cJSON_IsArray(list.json) || list.json->child == NULL ||
        cJSON_GetArraySize(list.json) > (int)most) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, pov_translate("a list of 1 to %zu"), most);
        refuse(r, &list, expected);
        return;
    }
    for (item.json = list.json->child; item.json != NULL && r->status == POV_OK;
         item.json = item.json->next) {
        one(r, &item);
        item.index++;
    }
}

static void read_sources(reading *r, const value *root)
{
    const cJSON *list = get(root, "sources").json;
    const size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;

    if (list == NULL || (cJSON_IsArray(list) && count == 0)) {
        return;
    }
    r->standard->source =
        pov_arena_alloc(&r->standard->arena, count * sizeof *r->standard->source + 1);
    if (r->standard->source == NULL) {
        r->status = pov_no_memory(r->err);
        return;
    }
    r->standard->source_count = count;
    read_list(r, root, "sources", 100, read_source);
}

static void read_period(reading *r, const value *root)
{
    pov_standard *s = r->standard;
    const value to = get(root, "to");

    s->from = has(root, "from") ? (int)read_number(r, root, "from", 1000, 9999) : 0;
    s->to = to.json != NULL ? (int)read_number(r, root, "to", 1000, 9999) : 0;
    if (s->to != 0 && s->to < s->from) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, pov_translate("%d or later, as \"from\" says"),
                       s->from);
        refuse(r, &to, expected);
    }
}

static void read_standard(reading *r, const cJSON *json)
{
    static const char *const keys[] = {"$schema",    "id",      "title",
                                       "from",       "to",      "lines",
                                       "indicators", "cutoff",  "deprivation_points",
                                       "rules",      "sources", NULL};
    const value root = {.json = json};
    pov_standard *s = r->standard;

    check_keys(r, &root, keys);
    s->id = read_id(r, &root, "id");
    s->title = read_wording(r, &root, "title");
    read_period(r, &root);
    read_list(r, &root, "lines", POV_LINES_MAX, read_line);
    read_list(r, &root, "indicators", POV_INDICATORS_MAX, read_indicator);
    s->cutoff = (unsigned)read_number(r, &root, "cutoff", 1, POV_INDICATORS_MAX);
    if (has(&root, "deprivation_points")) {
        s->deprivation_points = (unsigned)read_number(r, &root, "deprivation_points", 1, 1000);
    }
    read_list(r, &root, "rules", POV_LENGTH(s->rule), read_rule);
    if (r->status == POV_OK) {
        read_sources(r, &root);
    }
    if (r->status == POV_OK) {
        r->status = pov_standard_check(s, r->err);
    }
}

/* ---- text ---- */

static size_t line_of(const char *text, size_t offset)
{
    size_t line = 1;

    for (size_t i = 0; i < offset; i++) {
        line += text[i] == '\n';
    }
    return line;
}

static size_t pass_blanks(const char *text, size_t at, size_t length)
{
    while (at < length && memchr(" \t\r\n", text[at], 4) != NULL) {
        at++;
    }
    return at;
}

pov_status pov_standard_parse(const char *text, size_t length, const char *name,
                              pov_standard *standard, pov_error *err)
{
    reading r = {.standard = standard, .err = err};
    const char *end = text;
    size_t bad = 0;
    pov_status status = POV_OK;
    cJSON *root = NULL;

    *standard = (pov_standard){0};
    if (!pov_text_is_utf8(text, length, &bad)) {
        status = pov_fail(err, POV_ERR_SYNTAX, "bytes that are not UTF-8");
        pov_error_place(err, name, line_of(text, bad), 0, NULL);
        goto done;
    }
    root = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    bad = end >= text && end <= text + length ? (size_t)(end - text) : 0;
    bad = root != NULL ? pass_blanks(text, bad, length) : bad;
    if (pass_blanks(text, 0, length) == length) {
        status = pov_fail(err, POV_ERR_SYNTAX, "the file is empty");
        pov_error_place(err, name, 0, 0, NULL);
        goto done;
    }
    if (root == NULL || bad < length) {
        status = pov_fail(err, POV_ERR_SYNTAX,
                          root == NULL ? POV_TEXT("not JSON from here on")
                                       : POV_TEXT("text after the end of the JSON"));
        pov_error_hint(err, "at its start or just before it a comma, bracket or double quote is "
                            "missing or too many; comments are not allowed");
        pov_error_place(err, name, line_of(text, bad), 0, NULL);
        goto done;
    }
    read_standard(&r, root);
    status = r.status;
    pov_error_place(err, status == POV_OK ? NULL : name, 0, 0, NULL);

done:
    cJSON_Delete(root);
    if (status != POV_OK) {
        pov_standard_fini(standard);
    }
    return status;
}

static pov_status read_file(const char *path, pov_buffer *text, pov_error *err)
{
    pov_file_input file;
    char chunk[4096];
    pov_status status = pov_file_input_open(&file, path, err);

    if (status != POV_OK) {
        return status;
    }
    for (;;) {
        long got = file.input.read(file.input.context, chunk, sizeof chunk);
        if (got <= 0) {
            if (got < 0) {
                status = pov_fail(err, POV_ERR_IO, "cannot be read: %s", pov_system_reason(errno));
            }
            break;
        }
        pov_buffer_add(text, chunk, (size_t)got);
        if (text->failed) {
            status = pov_no_memory(err);
            break;
        }
        if (text->length > STANDARD_SIZE_MAX) {
            status = pov_fail(err, POV_ERR_DATA, "a standard of more than 1 MiB");
            break;
        }
    }
    if (status != POV_OK) {
        pov_error_place(err, path, 0, 0, NULL);
    }
    pov_file_input_close(&file);
    return status;
}

static pov_status refuse_word(const char *word, pov_error *err)
{
    const char *names[32];
    size_t count = 0;
    pov_buffer list = {0};
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "there is no standard \"%s\" in the program", word);

    for (; count < 32 && pov_builtin_standards[count].id != NULL; count++) {
        names[count] = pov_builtin_standards[count].id;
        pov_buffer_format(&list, "%s%s", count == 0 ? "" : ", ", names[count]);
    }
    const char *near = pov_text_nearest(word, names, count);
    if (near != NULL) {
        pov_error_hint(err, "did you mean \"%s\"? A file is named with its ending, .json", near);
    } else {
        pov_error_hint(err, "there are %s; a file is named with its ending, .json",
                       pov_buffer_get(&list));
    }
    pov_buffer_fini(&list);
    return status;
}

pov_status pov_standard_load(const char *word, pov_standard *standard, pov_error *err)
{
    size_t length = strlen(word);
    pov_buffer text = {0};

    for (const pov_builtin_standard *b = pov_builtin_standards; b->id != NULL; b++) {
        if (strcmp(b->id, word) == 0) {
            pov_status status =
                pov_standard_parse((const char *)b->text, b->length, b->id, standard, NULL);
            /* tests read each of them, so that only memory can be missing */
            return status == POV_OK ? POV_OK : pov_no_memory(err);
        }
    }
    *standard = (pov_standard){0};
    if (length < 5 || strcasecmp(word + length - 5, ".json") != 0) {
        return refuse_word(word, err);
    }
    pov_status status = read_file(word, &text, err);
    for (const pov_builtin_standard *b = pov_builtin_standards; status != POV_OK && b->id != NULL;
         b++) {
        if (strlen(b->id) == length - 5 && strncmp(b->id, word, length - 5) == 0) {
            pov_error_hint(err, "the one that is built in has no ending: %s", b->id);
        }
    }
    if (status == POV_OK) {
        status = pov_standard_parse(pov_buffer_get(&text), text.length, word, standard, err);
    }
    pov_buffer_fini(&text);
    return status;
}

pov_status pov_standards_add_builtin(pov_standard *standards, size_t most, size_t *count,
                                     pov_error *err)
{
    pov_status status = POV_OK;

    for (const pov_builtin_standard *b = pov_builtin_standards;
         b->id != NULL && *count < most && status == POV_OK; b++) {
        status = pov_standard_load(b->id, &standards[*count], err);
        *count += status == POV_OK;
    }
    return status;
}
