#include "session/options.h"

#include "base/text.h"
#include "session/command.h"

#include <getopt.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const pov_option_info infos[POV_OPTION_COUNT] = {
#define POV_OPTION_INFO(id, name, letter, argument, help)                                          \
    [POV_OPTION_##id] = {name, letter, argument, help},
    POV_OPTION_LIST(POV_OPTION_INFO)
#undef POV_OPTION_INFO
};

const pov_option_info *pov_option_get(pov_option_id id)
{
    return &infos[id];
}

static bool takes(const pov_command *command, size_t id)
{
    return (command->options >> id & 1U) != 0;
}

/* ---- values ---- */

static pov_status bad_value(pov_option_id id, const char *value, const char *expected,
                            pov_error *err)
{
    return pov_fail(err, POV_ERR_USAGE, "--%s: expected %s, found \"%s\"", infos[id].name, expected,
                    value);
}

static pov_status read_number(pov_option_id id, const char *value, long low, long high, long *out,
                              pov_error *err)
{
    char *end = NULL;
    long number = strtol(value, &end, 10);

    if (*value < '0' || *value > '9' || *end != '\0' || number < low || number > high) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, pov_translate("a whole number from %ld to %ld"),
                       low, high);
        return bad_value(id, value, expected, err);
    }
    *out = number;
    return POV_OK;
}

/* "2022" or "2022-06" */
static pov_status read_year(const char *value, pov_year *out, pov_error *err)
{
    char *end = NULL;
    long year = strtol(value, &end, 10), month = 0;

    if (end == value + 4 && *end == '-') {
        month = strtol(value + 5, &end, 10);
        if (end != value + 7 || month < 1 || month > 12) {
            year = 0;
        }
    } else if (end != value + 4) {
        year = 0;
    }
    if (*end != '\0' || year < 1000 || year > 9999) {
        return bad_value(POV_OPTION_YEAR, value,
                         pov_translate("a year or a month: 2022 or 2022-06"), err);
    }
    *out = (pov_year){(int16_t)year, (int16_t)month};
    return POV_OK;
}

/* "0.5%", "0..2%", "-1..2", "any" */
static pov_status read_growth(const char *value, pov_assumptions *out, pov_error *err)
{
    pov_stated low, high;
    const char *dots = strstr(value, "..");
    size_t first = dots != NULL ? (size_t)(dots - value) : strlen(value);
    const char *second = dots != NULL ? dots + 2 : value;

    out->growth_stated = true;
    if (strcmp(value, "any") == 0) {
        out->growth = POV_ANY;
        return POV_OK;
    }
    if (pov_stated_read(value, first, POV_KIND_CHANGE, true, &low, NULL) != POV_VALUE ||
        pov_stated_read(second, strlen(second), POV_KIND_CHANGE, true, &high, NULL) != POV_VALUE ||
        low.qualifier != POV_EXACTLY || high.qualifier != POV_EXACTLY || low.face > high.face ||
        low.face <= -POV_HUNDRED_PERCENT) {
        return bad_value(POV_OPTION_GROWTH, value,
                         pov_translate("percent above -100 and at most 100, as 0.5%, 0..2% or any"),
                         err);
    }
    out->growth = (pov_interval){low.face, high.face};
    return POV_OK;
}

static pov_status read_format(const char *value, pov_options *options, pov_error *err)
{
    const char *names[32];
    size_t count = 0;

    options->renderer = pov_renderer_by_name(value);
    if (options->renderer != NULL) {
        return POV_OK;
    }
    for (; count < 32 && pov_renderers[count] != NULL; count++) {
        names[count] = pov_renderers[count]->name;
    }
    pov_status status = pov_fail(err, POV_ERR_USAGE, "--format: \"%s\" is not a format", value);
    if (!pov_error_suggest(err, pov_text_nearest(value, names, count))) {
        pov_buffer list = {0};
        for (size_t i = 0; i < count; i++) {
            pov_buffer_format(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
        }
        pov_error_hint(err, "formats are %s", pov_buffer_get(&list));
        pov_buffer_fini(&list);
    }
    return status;
}

static pov_status read_severity(const char *value, int *out, pov_error *err)
{
    for (int severity = POV_NOTE; severity <= POV_ERROR; severity++) {
        if (strcmp(value, pov_severity_name((pov_severity)severity)) == 0) {
            *out = severity;
            return POV_OK;
        }
    }
    if (strcmp(value, "never") != 0) {
        return bad_value(POV_OPTION_FAIL_ON, value, pov_translate("error, warning, note or never"),
                         err);
    }
    *out = POV_ERROR + 1;
    return POV_OK;
}

static pov_status read_verdict(const char *value, pov_progress_fail *out, pov_error *err)
{
    static const char *const names[] = {"missed", "unknown", "never"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            *out = (pov_progress_fail)i;
            return POV_OK;
        }
    }
    return bad_value(POV_OPTION_FAIL_ON_VERDICT, value, pov_translate("missed, unknown or never"),
                     err);
}

/* The first --rule leaves all others out; each --no-rule leaves one out. */
static pov_status read_rule(const char *value, bool only, pov_options *options, pov_error *err)
{
    size_t rule = pov_rule_find(value);

    if (rule == POV_NONE) {
        const char *names[POV_RULES_MAX];
        size_t count = 0;
        for (; pov_rules[count] != NULL; count++) {
            names[count] = pov_rules[count]->name;
        }
        pov_status status = pov_fail(err, POV_ERR_USAGE, "there is no rule \"%s\"", value);
        if (!pov_error_suggest(err, pov_text_nearest(value, names, count))) {
            pov_error_hint(err, "\"povcalc help rules\" lists them");
        }
        return status;
    }
    uint32_t bit = (uint32_t)1 << rule;
    if (only) {
        options->check.rules =
            (options->check.rules == UINT32_MAX ? 0 : options->check.rules) | bit;
    } else {
        options->check.rules &= ~bit;
    }
    return POV_OK;
}

static pov_status add_text(pov_texts *texts, const char *text, pov_error *err)
{
    if (pov_grow(&texts->text, &texts->capacity, texts->count + 1, sizeof *texts->text) != POV_OK) {
        return pov_no_memory(err);
    }
    texts->text[texts->count++] = text;
    return POV_OK;
}

static pov_status read_value(pov_options *o, pov_option_id id, const char *value, pov_error *err)
{
    long number = 0;
    pov_status status = POV_OK;

    switch (id) {
    case POV_OPTION_FORMAT:
        return read_format(value, o, err);
    case POV_OPTION_OUTPUT:
        o->output = value;
        break;
    case POV_OPTION_BOUNDS:
        o->render.bounds = true;
        break;
    case POV_OPTION_DECIMALS:
        status = read_number(id, value, 0, 6, &number, err);
        o->render.decimals = (int)number;
        break;
    case POV_OPTION_LANG:
        if (strcmp(value, "en") != 0 && strcmp(value, "vi") != 0) {
            return bad_value(id, value, pov_translate("en or vi"), err);
        }
        o->render.language = value[0] == 'v' ? POV_VIETNAMESE : POV_ENGLISH;
        break;
    case POV_OPTION_SORT:
        o->sort_down = value[0] == '-';
        o->sort = value + (o->sort_down ? 1 : 0);
        break;
    case POV_OPTION_UNIT:
        return add_text(&o->units, value, err);
    case POV_OPTION_LEVEL:
        o->level = value;
        break;
    case POV_OPTION_GROUP:
        o->group = value;
        break;
    case POV_OPTION_YEAR:
        return read_year(value, &o->year, err);
    case POV_OPTION_GROWTH:
        status = read_growth(value, &o->assumptions, err);
        o->render.assumed = true;
        break;
    case POV_OPTION_COMPLETE:
        o->assumptions.complete = true;
        break;
    case POV_OPTION_FAIL_ON:
        return read_severity(value, &o->fail_on, err);
    case POV_OPTION_STRICT:
        o->check.strict = true;
        break;
    case POV_OPTION_RULE:
    case POV_OPTION_NO_RULE:
        return read_rule(value, id == POV_OPTION_RULE, o, err);
    case POV_OPTION_COLUMN:
        if (strchr(value, '=') == NULL) {
            return bad_value(id, value, "NAME=HEADING", err);
        }
        return add_text(&o->columns, value, err);
    case POV_OPTION_HEADER_LINE:
        status = read_number(id, value, 1, 1000000, &number, err);
        o->load.header_line = (size_t)number;
        break;
    case POV_OPTION_ENCODING:
        o->load.encoding = value;
        break;
    case POV_OPTION_IGNORE_UNKNOWN:
        o->load.ignore_unknown = true;
        break;
    case POV_OPTION_STANDARD:
        o->survey.standard = value;
        break;
    case POV_OPTION_SURVEY_BY:
        o->survey.by = value;
        break;
    case POV_OPTION_MEASURE:
        o->survey.measure = value;
        break;
    case POV_OPTION_DEPRIVATION:
        o->survey.deprivation = value;
        break;
    case POV_OPTION_REVIEW_YEAR:
        return read_year(value, &o->survey.year, err);
    case POV_OPTION_INCOME_LINE:
        return add_text(&o->survey.income_lines, value, err);
    case POV_OPTION_CUTOFF:
        status = read_number(id, value, 1, 32, &number, err);
        o->survey.cutoff = (unsigned)number;
        break;
    case POV_OPTION_SKIP_INVALID:
        o->survey.skip_invalid = true;
        break;
    case POV_OPTION_JOBS:
        status = read_number(id, value, 1, 256, &number, err);
        o->survey.jobs = (unsigned)number;
        break;
    case POV_OPTION_REDUCTION_PP:
        o->spread.reduction_pp = value;
        break;
    case POV_OPTION_REDUCTION_HOUSEHOLDS:
        o->spread.reduction_households = value;
        break;
    case POV_OPTION_REMAINING_RATE:
        o->spread.remaining_rate = value;
        break;
    case POV_OPTION_ALLOCATE_BY:
        o->spread.by = value;
        break;
    case POV_OPTION_WEIGHT:
        o->spread.weight = value;
        break;
    case POV_OPTION_MAX_CUT:
        o->spread.max_cut = value;
        break;
    case POV_OPTION_EXACT:
        o->spread.exact = true;
        break;
    case POV_OPTION_TARGET_YEAR:
        return read_year(value, &o->spread.target_year, err);
    case POV_OPTION_TO:
        o->spread.to = value;
        break;
    case POV_OPTION_MERGE:
        o->spread.merge = true;
        break;
    case POV_OPTION_MAP:
        o->yearly.map = value;
        break;
    case POV_OPTION_FAIL_ON_VERDICT:
        return read_verdict(value, &o->yearly.fail_on, err);
    case POV_OPTION_QUIET:
        o->quiet = true;
        break;
    case POV_OPTION_MAN:
        o->man = true;
        break;
    case POV_OPTION_HELP:
        o->help = true;
        break;
    case POV_OPTION_COUNT:
        break;
    }
    return status;
}

/* ---- getopt ---- */

#define LONG_ONLY 256 /* values of long options start here, above any letter */

typedef struct getopt_tables {
    struct option longs[POV_OPTION_COUNT + 1];
    char shorts[3 * POV_OPTION_COUNT + 2];
} getopt_tables;

static void fill_tables(const pov_command *command, getopt_tables *tables)
{
    size_t longs = 0, shorts = 0;

    tables->shorts[shorts++] = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (!takes(command, id)) {
            continue;
        }
        int wants = infos[id].argument != NULL ? required_argument : no_argument;
        tables->longs[longs++] = (struct option){infos[id].name, wants, NULL, LONG_ONLY + (int)id};
        if (infos[id].letter != '\0') {
            tables->shorts[shorts++] = infos[id].letter;
            if (wants == required_argument) {
                tables->shorts[shorts++] = ':';
            }
        }
    }
    tables->longs[longs] = (struct option){NULL, 0, NULL, 0};
    tables->shorts[shorts] = '\0';
}

static size_t id_of(int found)
{
    if (found >= LONG_ONLY) {
        return (size_t)(found - LONG_ONLY);
    }
    size_t id = 0;
    while (id < POV_OPTION_COUNT && infos[id].letter != (char)found) {
        id++;
    }
    return id;
}

static pov_status refuse_option(const pov_command *command, int found, const char *word,
                                pov_error *err)
{
    const char *names[POV_OPTION_COUNT];
    size_t count = 0;
    size_t length = strcspn(word, "=");

    if (found == ':') {
        return pov_fail(err, POV_ERR_USAGE, "%s needs an argument", word);
    }
    if (optopt >= LONG_ONLY) {
        return pov_fail(err, POV_ERR_USAGE, "%.*s takes no argument", (int)length, word);
    }
    if (optopt != 0 || strncmp(word, "--", 2) != 0) {
        pov_status status =
            pov_fail(err, POV_ERR_USAGE, "%s has no option -%c", command->name, optopt);
        pov_error_hint(err, "povcalc %s --help lists its options", command->name);
        return status;
    }
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (takes(command, id)) {
            names[count++] = infos[id].name;
        }
    }
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "%s has no option %.*s", command->name, (int)length, word);
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)(length - 2), word + 2);
    const char *near = pov_text_nearest(name, names, count);
    if (near != NULL) {
        pov_error_hint(err, "did you mean --%s?", near);
    } else {
        pov_error_hint(err, "povcalc %s --help lists its options", command->name);
    }
    return status;
}

static pov_language language_of_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "vi", 2) == 0 ? POV_VIETNAMESE : POV_ENGLISH;
        }
    }
    return POV_ENGLISH;
}

pov_language pov_options_language(int argc, char **argv)
{
    pov_language language = language_of_locale();

    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (strncmp(argv[i], "--lang=", 7) == 0) {
            value = argv[i] + 7;
        } else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) {
            value = argv[++i];
        }
        if (value != NULL && strcmp(value, "vi") == 0) {
            language = POV_VIETNAMESE;
        } else if (value != NULL && strcmp(value, "en") == 0) {
            language = POV_ENGLISH;
        }
    }
    return language;
}

/* getopt has one state for the whole process. */
static pthread_mutex_t getopt_lock = PTHREAD_MUTEX_INITIALIZER;

static pov_status read_words(pov_options *options, const pov_command *command, int argc,
                             char **argv, pov_error *err)
{
    getopt_tables tables;
    pov_status status = POV_OK;

    fill_tables(command, &tables);
    opterr = 0;
    optind = 0; /* glibc and musl: start anew, so that a program may call this twice */
    while (status == POV_OK) {
        optopt = 0;
        int before = optind == 0 ? 1 : optind;
        int found = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
        if (found == -1) {
            break;
        }
        if (found == '?' || found == ':') {
            const char *word = argv[optind > before ? optind - 1 : before];
            status = refuse_option(command, found, word, err);
        } else {
            status = read_value(options, (pov_option_id)id_of(found), optarg, err);
        }
    }
    for (int i = optind; i < argc && status == POV_OK; i++) {
        status = add_text(&options->operands, argv[i], err);
    }
    return status;
}

pov_status pov_options_read(pov_options *options, const pov_command *command, int argc, char **argv,
                            pov_error *err)
{
    *options = (pov_options){
        .assumptions = POV_ASSUMPTIONS_INIT,
        .check = POV_CHECK_OPTIONS_INIT,
        .fail_on = POV_WARNING,
        .render = {.language = pov_options_language(argc, argv), .decimals = -1},
    };
    (void)pthread_mutex_lock(&getopt_lock);
    pov_status status = read_words(options, command, argc, argv, err);
    (void)pthread_mutex_unlock(&getopt_lock);
    bool to_file = options->output != NULL && strcmp(options->output, "-") != 0;
    if (status == POV_OK && to_file && options->renderer == NULL) {
        options->renderer = pov_renderer_by_path(options->output);
        if (options->renderer == NULL) {
            status = pov_fail(err, POV_ERR_USAGE, "--output: the ending of \"%s\" names no format",
                              options->output);
            pov_error_hint(err, "add --format");
        }
    }
    if (options->renderer != NULL && options->renderer->for_programs) {
        options->render.language = POV_ENGLISH; /* the same bytes, whoever asks */
    }
    options->load.columns = options->columns.text;
    options->load.column_count = options->columns.count;
    return status;
}

void pov_options_fini(pov_options *options)
{
    free(options->units.text);
    free(options->columns.text);
    free(options->survey.income_lines.text);
    free(options->operands.text);
    *options = (pov_options){0};
}
