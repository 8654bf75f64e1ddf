#include "loader/standard_file.h"

#include "base/text.h"
#include "loader/households/columns.h"
#include "loader/source/bytes.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STANDARD_SIZE_MAX ((size_t)1024 * 1024)
#define NUMBER_MAX 1000000000000.0 /* 10^12: a double holds it exactly */

typedef struct reading {
    pov_standard *standard;
    pov_buffer path; /* of the value that is being read */
    pov_error *err;
} reading;

/* ---- the path ---- */

static size_t enter(reading *r, const char *key)
{
    size_t before = r->path.length;

    pov_buffer_format(&r->path, "%s%s", before > 0 ? "." : "", key);
    return before;
}

static size_t enter_item(reading *r, size_t index)
{
    size_t before = r->path.length;

    pov_buffer_format(&r->path, "[%zu]", index);
    return before;
}

static void leave(reading *r, size_t before)
{
    if (r->path.data != NULL) {
        r->path.length = before;
        r->path.data[before] = '\0';
    }
}

static pov_status refuse(reading *r, const char *expected, const cJSON *found)
{
    char *text = found != NULL ? cJSON_PrintUnformatted(found) : NULL;
    pov_status status = found == NULL
                            ? pov_fail(r->err, POV_ERR_DATA, "expected %s, found nothing", expected)
                            : pov_fail(r->err, POV_ERR_DATA, "expected %s, found %.60s", expected,
                                       text != NULL ? text : pov_translate("something else"));

    cJSON_free(text);
    pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&r->path));
    return status;
}

/* ---- values ---- */

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static pov_status read_number(reading *r, const cJSON *object, const char *key, double low,
                              double high, int64_t *out)
{
    const cJSON *item = get(object, key);
    size_t before = enter(r, key);
    pov_status status = POV_OK;

    if (!cJSON_IsNumber(item) || !(item->valuedouble >= low && item->valuedouble <= high) ||
        (double)(int64_t)item->valuedouble != item->valuedouble) {
        char expected[80];
        (void)snprintf(expected, sizeof expected, pov_translate("a whole number from %.0f to %.0f"),
                       low, high);
        status = refuse(r, expected, item);
    } else {
        *out = (int64_t)item->valuedouble;
    }
    leave(r, before);
    return status;
}

/* Text that has something in it and breaks no line. */
static bool is_text(const cJSON *item)
{
    if (!cJSON_IsString(item) || item->valuestring[0] == '\0') {
        return false;
    }
    for (const char *c = item->valuestring; *c != '\0'; c++) {
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

static pov_status read_text(reading *r, const cJSON *object, const char *key, bool id,
                            const char **out)
{
    const cJSON *item = get(object, key);
    size_t before = enter(r, key);
    pov_status status = POV_OK;

    if (!is_text(item) || (id && !is_id(item->valuestring))) {
        status = refuse(r,
                        id ? pov_translate("an id of small letters, digits, _ and -")
                           : pov_translate("text of one line"),
                        item);
    } else {
        *out = pov_arena_text(&r->standard->arena, item->valuestring, strlen(item->valuestring));
        if (*out == NULL) {
            status = pov_no_memory(r->err);
        }
    }
    leave(r, before);
    return status;
}

/* Refuses keys that are not in `known`, a list that ends with NULL: most are misspelt. */
static pov_status check_keys(reading *r, const cJSON *object, const char *const *known)
{
    size_t count = 0;

    if (!cJSON_IsObject(object)) {
        return refuse(r, pov_translate("an object"), object);
    }
    while (known[count] != NULL) {
        count++;
    }
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        size_t i = 0;
        while (i < count && strcmp(known[i], item->string) != 0) {
            i++;
        }
        if (i < count && cJSON_GetObjectItemCaseSensitive(object, item->string) == item) {
            continue;
        }
        if (i < count) { /* of two values one would be passed over */
            (void)pov_fail(r->err, POV_ERR_DATA, "the key \"%s\" is there twice", item->string);
            pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&r->path));
            return POV_ERR_DATA;
        }
        pov_status status =
            pov_fail(r->err, POV_ERR_DATA, "there is no key \"%.40s\" here", item->string);
        pov_error_suggest(r->err, pov_text_nearest(item->string, known, count));
        pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&r->path));
        return status;
    }
    return POV_OK;
}

static pov_status read_wording(reading *r, const cJSON *object, const char *key, pov_wording *out)
{
    static const char *const keys[] = {"en", "vi", NULL};
    const cJSON *item = get(object, key);
    size_t before = enter(r, key);
    pov_status status = check_keys(r, item, keys);

    for (size_t i = 0; i < 2 && status == POV_OK; i++) {
        status = read_text(r, item, keys[i], false, &out->text[i]);
    }
    leave(r, before);
    return status;
}

/* Text in both languages, or one text for both. */
static pov_status read_note(reading *r, const cJSON *object, const char *key, pov_wording *out)
{
    pov_status status = POV_OK;

    if (cJSON_IsString(get(object, key))) {
        status = read_text(r, object, key, false, &out->text[0]);
        out->text[1] = out->text[0];
    } else {
        status = read_wording(r, object, key, out);
    }
    return status;
}

/* ---- the parts ---- */

static pov_status read_areas(reading *r, const cJSON *object, const char *key, int64_t *out)
{
    static const char *const keys[] = {"rural", "urban", NULL}; /* in the order of pov_area */
    const cJSON *item = get(object, key);
    size_t before = enter(r, key);
    pov_status status = check_keys(r, item, keys);

    for (size_t a = 0; a < POV_AREA_COUNT && status == POV_OK; a++) {
        status = read_number(r, item, keys[a], 0, NUMBER_MAX, &out[a]);
    }
    leave(r, before);
    return status;
}

static pov_status refuse_twice(reading *r, const char *id)
{
    pov_status status = pov_fail(r->err, POV_ERR_DATA, "the id \"%s\" is used twice", id);

    pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&r->path));
    return status;
}

static pov_status read_line(reading *r, const cJSON *item, size_t index)
{
    static const char *const keys[] = {"id", "income", "score", NULL};
    pov_income_line *line = &r->standard->line[index];
    pov_status status = check_keys(r, item, keys);

    if (status == POV_OK) {
        status = read_text(r, item, "id", true, &line->id);
    }
    if (status == POV_OK && pov_standard_line(r->standard, line->id) != POV_NONE) {
        status = refuse_twice(r, line->id);
    }
    if (status == POV_OK) {
        status = read_areas(r, item, "income", line->income);
    }
    line->scored = get(item, "score") != NULL;
    if (status == POV_OK && line->scored) {
        status = read_areas(r, item, "score", line->score);
    }
    r->standard->line_count = index + 1;
    return status;
}

/* A column of the indicator's could not be told from one that each household file may have. */
static pov_status check_heading(reading *r, const cJSON *object, const char *key)
{
    const cJSON *item = get(object, key);
    size_t before = enter(r, key);
    pov_status status = POV_OK;

    if (pov_household_is_taken(item->valuestring)) {
        status = pov_fail(r->err, POV_ERR_DATA,
                          "\"%s\" is the heading of another column of household files",
                          item->valuestring);
        pov_error_hint(r->err, "\"povcalc help columns households\" lists them");
        pov_error_place(r->err, NULL, 0, 0, pov_buffer_get(&r->path));
    }
    leave(r, before);
    return status;
}

static pov_status read_indicator(reading *r, const cJSON *item, size_t index)
{
    static const char *const keys[] = {"id", "dimension", "name", NULL};
    pov_indicator *indicator = &r->standard->indicator[index];
    pov_status status = check_keys(r, item, keys);

    if (status == POV_OK) {
        status = read_text(r, item, "id", true, &indicator->id);
    }
    if (status == POV_OK && pov_standard_indicator(r->standard, indicator->id) != POV_NONE) {
        status = refuse_twice(r, indicator->id);
    }
    if (status == POV_OK) {
        status = check_heading(r, item, "id");
    }
    if (status == POV_OK) {
        status = read_text(r, item, "dimension", true, &indicator->dimension);
    }
    if (status == POV_OK) {
        status = read_wording(r, item, "name", &indicator->name);
    }
    if (status == POV_OK) {
        size_t before = enter(r, "name");
        status = check_heading(r, get(item, "name"), "en");
        if (status == POV_OK) {
            status = check_heading(r, get(item, "name"), "vi");
        }
        leave(r, before);
    }
    r->standard->indicator_count = index + 1;
    return status;
}

static pov_status read_rule(reading *r, const cJSON *item, size_t index)
{
    static const char *const keys[] = {"class", "at_most", "deprived", NULL};
    pov_class_rule *rule = &r->standard->rule[index];
    const char *class = "", *line = "", *deprived = "";
    pov_status status = check_keys(r, item, keys);

    if (status == POV_OK) {
        status = read_text(r, item, "class", true, &class);
    }
    if (status == POV_OK) {
        rule->class = pov_class_find(class);
        if (rule->class >= POV_CLASS_NOT_POOR) {
            size_t before = enter(r, "class");
            status = refuse(r, pov_translate("poor, near_poor or average"), get(item, "class"));
            leave(r, before);
        }
    }
    if (status == POV_OK) {
        status = read_text(r, item, "at_most", true, &line);
    }
    if (status == POV_OK) {
        rule->at_most = pov_standard_line(r->standard, line);
        if (rule->at_most == POV_NONE) {
            size_t before = enter(r, "at_most");
            status = refuse(r, pov_translate("the id of an income line"), get(item, "at_most"));
            leave(r, before);
        }
    }
    if (status == POV_OK && get(item, "deprived") != NULL) {
        status = read_text(r, item, "deprived", true, &deprived);
        if (status == POV_OK && strcmp(deprived, "cutoff_or_more") == 0) {
            rule->deprived = POV_CUTOFF_OR_MORE;
        } else if (status == POV_OK && strcmp(deprived, "below_cutoff") == 0) {
            rule->deprived = POV_BELOW_CUTOFF;
        } else if (status == POV_OK) {
            size_t before = enter(r, "deprived");
            status =
                refuse(r, pov_translate("cutoff_or_more or below_cutoff"), get(item, "deprived"));
            leave(r, before);
        }
    }
    r->standard->rule_count = index + 1;
    return status;
}

static pov_status read_source(reading *r, const cJSON *item, size_t index)
{
    static const char *const keys[] = {"act", "url", "confirmed", "note", NULL};
    pov_standard_source *source = &r->standard->source[index];
    pov_status status = check_keys(r, item, keys);

    *source = (pov_standard_source){.url = "", .note = {{"", ""}}};
    if (status == POV_OK) {
        status = read_text(r, item, "act", false, &source->act);
    }
    if (status == POV_OK && get(item, "url") != NULL) {
        status = read_text(r, item, "url", false, &source->url);
    }
    if (status == POV_OK && get(item, "note") != NULL) {
        status = read_note(r, item, "note", &source->note);
    }
    if (status == POV_OK && !cJSON_IsBool(get(item, "confirmed"))) {
        size_t before = enter(r, "confirmed");
        status = refuse(r, pov_translate("true or false"), get(item, "confirmed"));
        leave(r, before);
    }
    source->confirmed = cJSON_IsTrue(get(item, "confirmed"));
    return status;
}

static pov_status read_list(reading *r, const cJSON *object, const char *key, size_t most,
                            pov_status (*one)(reading *r, const cJSON *item, size_t index))
{
    const cJSON *list = get(object, key);
    size_t before = enter(r, key), index = 0;
    pov_status status = POV_OK;

    if (!cJSON_IsArray(list) || list->child == NULL || cJSON_GetArraySize(list) > (int)most) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, pov_translate("a list of 1 to %zu"), most);
        status = refuse(r, expected, list);
    } else {
        for (const cJSON *item = list->child; item != NULL && status == POV_OK; item = item->next) {
            size_t outside = enter_item(r, index);
            status = one(r, item, index++);
            leave(r, outside);
        }
    }
    leave(r, before);
    return status;
}

static pov_status read_sources(reading *r, const cJSON *object)
{
    const cJSON *list = get(object, "sources");
    int count = cJSON_GetArraySize(list);

    if (list == NULL || (cJSON_IsArray(list) && count == 0)) {
        return POV_OK;
    }
    r->standard->source =
        pov_arena_alloc(&r->standard->arena, (size_t)count * sizeof *r->standard->source + 1);
    if (r->standard->source == NULL) {
        return pov_no_memory(r->err);
    }
    r->standard->source_count = cJSON_IsArray(list) ? (size_t)count : 0;
    return read_list(r, object, "sources", 100, read_source);
}

static pov_status read_period(reading *r, const cJSON *object)
{
    int64_t from = 0, to = 0;
    pov_status status = POV_OK;

    if (get(object, "from") != NULL) {
        status = read_number(r, object, "from", 1000, 9999, &from);
    }
    if (status == POV_OK && get(object, "to") != NULL) {
        status = read_number(r, object, "to", 1000, 9999, &to);
    }
    if (status == POV_OK && to != 0 && to < from) {
        char expected[64];
        size_t before = enter(r, "to");
        (void)snprintf(expected, sizeof expected, pov_translate("%d or later, as \"from\" says"),
                       (int)from);
        status = refuse(r, expected, get(object, "to"));
        leave(r, before);
    }
    r->standard->from = (int)from;
    r->standard->to = (int)to;
    return status;
}

static pov_status read_cutoff(reading *r, const cJSON *object)
{
    int64_t cutoff = 0, points = 0;
    pov_status status = read_number(r, object, "cutoff", 1, POV_INDICATORS_MAX, &cutoff);

    if (status == POV_OK && get(object, "deprivation_points") != NULL) {
        status = read_number(r, object, "deprivation_points", 1, 1000, &points);
    }
    r->standard->cutoff = (unsigned)cutoff;
    r->standard->deprivation_points = (unsigned)points;
    return status;
}

static pov_status read_standard(reading *r, const cJSON *root)
{
    static const char *const keys[] = {"$schema",    "id",      "title",
                                       "from",       "to",      "lines",
                                       "indicators", "cutoff",  "deprivation_points",
                                       "rules",      "sources", NULL};
    pov_standard *s = r->standard;
    pov_status status = check_keys(r, root, keys);

    if (status == POV_OK) {
        status = read_text(r, root, "id", true, &s->id);
    }
    if (status == POV_OK) {
        status = read_wording(r, root, "title", &s->title);
    }
    if (status == POV_OK) {
        status = read_period(r, root);
    }
    if (status == POV_OK) {
        status = read_list(r, root, "lines", POV_LINES_MAX, read_line);
    }
    if (status == POV_OK) {
        status = read_list(r, root, "indicators", POV_INDICATORS_MAX, read_indicator);
    }
    if (status == POV_OK) {
        status = read_cutoff(r, root);
    }
    if (status == POV_OK) {
        status = read_list(r, root, "rules", sizeof s->rule / sizeof *s->rule, read_rule);
    }
    if (status == POV_OK) {
        status = read_sources(r, root);
    }
    return status == POV_OK ? pov_standard_check(s, r->err) : status;
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
    if (root == NULL || bad < length) {
        status = pov_fail(err, POV_ERR_SYNTAX,
                          root == NULL ? POV_TEXT("not JSON from here on")
                                       : POV_TEXT("text after the end of the JSON"));
        pov_error_place(err, name, line_of(text, bad), 0, NULL);
        goto done;
    }
    status = read_standard(&r, root);
    if (status == POV_OK && r.path.failed) {
        status = pov_no_memory(err);
    }
    pov_error_place(err, status == POV_OK ? NULL : name, 0, 0, NULL);

done:
    cJSON_Delete(root);
    pov_buffer_fini(&r.path);
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
    if (length < 5 || strcmp(word + length - 5, ".json") != 0) {
        return refuse_word(word, err);
    }
    pov_status status = read_file(word, &text, err);
    if (status == POV_OK) {
        status = pov_standard_parse(pov_buffer_get(&text), text.length, word, standard, err);
    }
    pov_buffer_fini(&text);
    return status;
}
