#include "session/options.h"

#include "base/text.h"
#include "session/command.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- values ---- */

pov_status pov_option_refuse(const char *name, const char *expected, const char *found,
                             pov_error *err)
{
    return pov_fail(err, POV_ERR_USAGE, "--%s: expected %s, found \"%s\"", name, expected, found);
}

static pov_status add_text(pov_texts *texts, const char *text, pov_error *err)
{
    if (pov_grow(&texts->text, &texts->capacity, texts->count + 1, sizeof *texts->text) != POV_OK) {
        return pov_no_memory(err);
    }
    texts->text[texts->count++] = text;
    return POV_OK;
}

static pov_status read_number(const pov_option *option, const char *value, long *out,
                              pov_error *err)
{
    char *end = NULL;
    long number = strtol(value, &end, 10);

    if (*value < '0' || *value > '9' || *end != '\0' || number < option->low ||
        number > option->high) {
        char expected[64];
        (void)snprintf(expected, sizeof expected, pov_translate("a whole number from %ld to %ld"),
                       option->low, option->high);
        return pov_option_refuse(option->name, expected, value, err);
    }
    *out = number;
    return POV_OK;
}

/* "2022" or "2022-06" */
static pov_status read_year(const pov_option *option, const char *value, pov_year *out,
                            pov_error *err)
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
        return pov_option_refuse(option->name, pov_translate("a year or a month: 2022 or 2022-06"),
                                 value, err);
    }
    *out = (pov_year){(int16_t)year, (int16_t)month};
    return POV_OK;
}

const char *pov_option_word(const char **list, size_t *length)
{
    const char *word = *list + strspn(*list, " ");

    *length = strcspn(word, " ");
    *list = word + *length;
    return word;
}

static pov_status read_word(const pov_option *option, const char *value, int *out, pov_error *err)
{
    pov_buffer expected = {0};
    const char *list = option->words;
    size_t length;
    int count = 0;

    for (const char *word = pov_option_word(&list, &length); length > 0; count++) {
        if (strlen(value) == length && memcmp(word, value, length) == 0) {
            *out = count;
            return POV_OK;
        }
        word = pov_option_word(&list, &length);
    }
    list = option->words;
    for (int i = 0; i < count; i++) {
        const char *word = pov_option_word(&list, &length);
        pov_buffer_text(&expected, i == 0 ? "" : i + 1 < count ? ", " : pov_translate(" or "));
        pov_buffer_add(&expected, word, length);
    }
    pov_status status = pov_option_refuse(option->name, pov_buffer_get(&expected), value, err);
    pov_buffer_fini(&expected);
    return status;
}

/* ---- the odd ones ---- */

static pov_status read_format(pov_options *options, const pov_option *option, const char *value,
                              pov_error *err)
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
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "--%s: \"%s\" is not a format", option->name, value);
    if (!pov_error_suggest(err, pov_text_nearest(value, names, count))) {
        pov_buffer list = {0};
        for (size_t i = 0; i < count; i++) {
            pov_text_list(&list, i, count, names[i]);
        }
        pov_error_hint(err, "formats are %s", pov_buffer_get(&list));
        pov_buffer_fini(&list);
    }
    return status;
}

/* "0.5%", "0..2%", "-1..2", "any" */
static pov_status read_growth(pov_options *options, const pov_option *option, const char *value,
                              pov_error *err)
{
    pov_assumptions *out = &options->assumptions;
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
        return pov_option_refuse(
            option->name,
            pov_translate("percent above -100 and at most 100, as 0.5%, 0..2% or any"), value, err);
    }
    out->growth = (pov_interval){low.face, high.face};
    return POV_OK;
}

static pov_status read_sort(pov_options *options, const pov_option *option, const char *value,
                            pov_error *err)
{
    (void)option;
    (void)err;
    options->sort_down = value[0] == '-';
    options->sort = value + (options->sort_down ? 1 : 0);
    return POV_OK;
}

static pov_status read_column(pov_options *options, const pov_option *option, const char *value,
                              pov_error *err)
{
    return strchr(value, '=') != NULL
               ? add_text(&options->columns, value, err)
               : pov_option_refuse(option->name, option->argument, value, err);
}

/* One sign, which a shell may not let through as itself. */
static pov_status read_separator(pov_options *options, const pov_option *option, const char *value,
                                 pov_error *err)
{
    const unsigned char sign = (unsigned char)*value;

    if (strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0) {
        options->load.separator = '\t';
        return POV_OK;
    }
    if (strlen(value) != 1 || sign == '"' || sign == '.' || sign == '-' || sign >= 0x7F ||
        (sign < ' ' && sign != '\t') || (sign >= '0' && sign <= '9') ||
        (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z')) {
        return pov_option_refuse(option->name, POV_TEXT("one sign, or tab"), value, err);
    }
    options->load.separator = (char)sign;
    return POV_OK;
}

/* The first NAME leaves all others out; -NAME leaves one out. */
static pov_status read_rule(pov_options *options, const pov_option *option, const char *value,
                            pov_error *err)
{
    const bool only = value[0] != '-';
    (void)option;

    value += only ? 0 : 1;
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

/* ---- the table ---- */

#define LEVELS "province district commune village region country"
#define AT(member) .place = offsetof(pov_options, member)

static const pov_option table[POV_OPTION_COUNT] = {
    [POV_OPTION_FORMAT] =
        {"format", 'f', "FORMAT",
         POV_TEXT("table, json, csv, csv-excel, markdown, html, lines, svg, png, xlsx"),
         .more = POV_TEXT(
             "Without it the ending of --output decides, if there is one. json and csv have a "
             "dot as decimal mark and no marks between thousands, in every language. csv-excel is "
             "CSV that Excel and LibreOffice open right in Vietnam: a byte-order mark, semicolons "
             "and decimal commas."),
         .read = read_format, .list = POV_LIST_FORMATS},
    [POV_OPTION_OUTPUT] =
        {"output", 'o', "FILE", POV_TEXT("write to FILE; its ending sets the format"),
         .more = POV_TEXT(
             "The file is written beside its place and renamed when it is complete, so that a "
             "run that fails leaves an older file as it was."),
         .type = POV_TYPE_TEXT, AT(output), .files = POV_FILES_ANY},
    [POV_OPTION_BOUNDS] = {"bounds", 'b', NULL, POV_TEXT("show low and high of what is not exact"),
                           AT(render.bounds)},
    [POV_OPTION_NO_HEADER] = {"no-header", 0, NULL,
                              POV_TEXT("CSV without its header, as what is added to another"),
                              AT(render.no_header)},
    [POV_OPTION_WIDE] = {"wide", 0, NULL,
                         POV_TEXT("a table with all its columns, also where it is wider than the "
                                  "terminal"),
                         AT(render.wide)},
    [POV_OPTION_DECIMALS] = {"decimals", 0, "N",
                             POV_TEXT("decimals of rates in tables and CSV (0 to 6)"),
                             .type = POV_TYPE_INT, AT(render.decimals), .low = 0, .high = 6,
                             .words = "0 1 2 3 4 5 6"},
    [POV_OPTION_LANG] = {"lang", 0, "LANGUAGE", POV_TEXT("en or vi (default: from the locale)"),
                         .more = POV_TEXT(
                             "Without it the first of LC_ALL, LC_MESSAGES and LANG that is set "
                             "decides: one that begins with vi means Vietnamese."),
                         .type = POV_TYPE_WORD, AT(render.language), .words = "en vi"},
    [POV_OPTION_SORT] = {"sort", 0, "COLUMN",
                         POV_TEXT("sort units of one parent; -COLUMN sorts downwards"),
                         .more = POV_TEXT(
                             "COLUMN is a name or heading that the table, CSV or JSON has: unit, "
                             "poor_rate, gap, … \"--sort -verdict\" has the worst first."),
                         .read = read_sort, .words = "unit year relative_reduction verdict",
                         .list = POV_LIST_FIGURES},
    [POV_OPTION_UNIT] = {"unit", 'u', "NAME", POV_TEXT("only rows of this unit (may be repeated)"),
                         .type = POV_TYPE_TEXTS, AT(units), .list = POV_LIST_UNITS},
    [POV_OPTION_LEVEL] = {"level", 'l', "LEVEL",
                          POV_TEXT("only rows of this level: province, district, commune, ..."),
                          .type = POV_TYPE_TEXT, AT(level), .words = LEVELS},
    [POV_OPTION_GROUP] =
        {"group", 'g', "GROUP", POV_TEXT("only rows of this group: all, urban, rural, ..."),
         .type = POV_TYPE_TEXT, AT(group),
         .words = "all urban rural ethnic_minority local_ethnic_minority no_labour_capacity"},
    [POV_OPTION_YEAR] = {"year", 'y', "YEAR", POV_TEXT("only rows of this year"),
                         .type = POV_TYPE_YEAR, AT(year)},
    [POV_OPTION_ROW_STANDARD] =
        {"standard", 0, "STANDARD",
         POV_TEXT("only rows by this poverty standard, of those that name one"),
         .more = POV_TEXT("A year that is published by two standards has a row of each."),
         .type = POV_TYPE_TEXT, AT(standard), .list = POV_LIST_STANDARDS},
    [POV_OPTION_GROWTH] =
        {"growth", 0, "PERCENT",
         POV_TEXT("growth of households from year to target year: 0.5%, 0..2% or any (default 0)"),
         .more = POV_TEXT(
             "The growth is that of the whole time between the two. A range allows for all of "
             "it; any assumes nothing, which is right for outcomes. Households that are stated "
             "for the target year come first."),
         .read = read_growth, .words = "any 0"},
    [POV_OPTION_COMPLETE] =
        {"complete", 0, NULL, POV_TEXT("every list of units holds all units of its parent"),
         .more = POV_TEXT("Units that have less together than their parent are then an error."),
         AT(assumptions.complete)},
    [POV_OPTION_WHY] = {"why", 0, NULL,
                        POV_TEXT("say where figures and findings come from, step by step"),
                        AT(why)},
    [POV_OPTION_FAIL_ON] =
        {"fail-on", 0, "SEVERITY",
         POV_TEXT("exit with 1 from this severity on: error, warning (default), note or never"),
         .type = POV_TYPE_WORD, AT(fail_on), .words = "note warning error never"},
    [POV_OPTION_STRICT] = {"strict", 0, NULL,
                           POV_TEXT("a target that is reached only after rounding is a warning"),
                           AT(check.strict)},
    [POV_OPTION_RULE] = {"rule", 0, "NAME",
                         POV_TEXT("only this rule; -NAME: not this one (may be repeated)"),
                         .more = POV_TEXT("povcalc-rules(7) describes the rules."),
                         .read = read_rule, .list = POV_LIST_RULES, .repeats = true},
    [POV_OPTION_TABLE] = {"table", 0, "N",
                          POV_TEXT("the sheet or table N of a workbook or document, or the sheet "
                                   "of this name"),
                          .more = POV_TEXT("Without it the one table that has a header is read; "
                                           "sheets that are hidden are passed over."),
                          .type = POV_TYPE_TEXT, AT(load.table)},
    [POV_OPTION_COLUMN] = {"column", 'c', "NAME=HEADING",
                           POV_TEXT("which heading of the file is meant by a column"),
                           .more = POV_TEXT(
                               "poor=Households means that the column headed Households holds what "
                               "povcalc-columns(5) calls poor. May be repeated."),
                           .read = read_column, .list = POV_LIST_COLUMNS, .repeats = true},
    [POV_OPTION_HEADER_LINE] = {"header-line", 0, "N",
                                POV_TEXT("the header is line N of the file (title lines above)"),
                                .type = POV_TYPE_SIZE, AT(load.header_line), .low = 1,
                                .high = 1000000},
    [POV_OPTION_SEPARATOR] = {"separator", 0, "SIGN",
                              POV_TEXT("what separates the cells, where the file does not show it"),
                              .more = POV_TEXT("One sign, such as ':' or '^', or the word tab. "
                                               "Commas, semicolons, tabs and | need no option."),
                              .read = read_separator},
    [POV_OPTION_ENCODING] =
        {"encoding", 0, "NAME", POV_TEXT("the file's encoding, as iconv names it (default UTF-8)"),
         .more = POV_TEXT(
             "UTF-16 with a byte-order mark is recognised without it. iconv -l lists names."),
         .type = POV_TYPE_TEXT, AT(load.encoding),
         .words = "UTF-8 UTF-16LE WINDOWS-1258 TCVN5712-1"},
    [POV_OPTION_IGNORE_UNKNOWN] = {"ignore-unknown", 0, NULL,
                                   POV_TEXT("pass over columns that are not known"),
                                   AT(load.ignore_unknown)},
    [POV_OPTION_STANDARD] = {"standard", 0, "ID",
                             POV_TEXT(
                                 "the poverty standard: an id (povcalc standards) or a .json file"),
                             .more = POV_TEXT("povcalc-standards(1) shows standards."),
                             .type = POV_TYPE_TEXT, AT(survey.standard), .list = POV_LIST_STANDARDS,
                             .files = POV_FILES_JSON},
    [POV_OPTION_SURVEY_BY] =
        {"by", 0, "LEVEL",
         POV_TEXT("count by province, district, commune or village (default: the lowest there is)"),
         .type = POV_TYPE_TEXT, AT(survey.by), .words = "province district commune village"},
    [POV_OPTION_MEASURE] =
        {"measure", 0, "WHAT",
         POV_TEXT("counts (default: a plan file) or deprivation (a deprivation file)"),
         .type = POV_TYPE_TEXT, AT(survey.measure), .words = "counts deprivation"},
    [POV_OPTION_DEPRIVATION] = {"deprivation", 0, "FILE",
                                POV_TEXT("write the deprivation file to FILE beside the counts"),
                                .type = POV_TYPE_TEXT, AT(survey.deprivation),
                                .files = POV_FILES_TABLE},
    [POV_OPTION_REVIEW_YEAR] = {"year", 0, "YEAR",
                                POV_TEXT("the year of the review, for the column year"),
                                .type = POV_TYPE_YEAR, AT(survey.year)},
    [POV_OPTION_INCOME_LINE] =
        {"income-line", 0, "[LINE:]AREA=VND,...",
         POV_TEXT("count under another income line: rural=1800000,urban=2400000; repeatable"),
         .type = POV_TYPE_TEXTS, AT(survey.income_lines)},
    [POV_OPTION_CUTOFF] = {"cutoff", 0, "N",
                           POV_TEXT("count under another cutoff: N indicators or more"),
                           .type = POV_TYPE_INT, AT(survey.cutoff), .low = 1, .high = 32},
    [POV_OPTION_OF_UNIT] = {"unit", 'u', "NAME",
                            POV_TEXT("all households are of this unit, where no column says it"),
                            .type = POV_TYPE_TEXT, AT(survey.unit)},
    [POV_OPTION_OF_AREA] = {"area", 0, "AREA",
                            POV_TEXT("all households are rural, or urban, where no column says it"),
                            .type = POV_TYPE_TEXT, AT(survey.area), .words = "rural urban"},
    [POV_OPTION_INCOME_UNIT] =
        {"income-unit", 0, "UNIT", POV_TEXT("incomes are in dong, thousand or million VND"),
         .more = POV_TEXT("Without it they are in VND, and a number that cannot be that is "
                          "refused: one below 10,000 that is not 0, and codes such as 999999999. "
                          "dong takes small ones as they are."),
         .type = POV_TYPE_WORD, AT(survey.income_unit), .words = "auto dong thousand million"},
    [POV_OPTION_HEADER_FILE] =
        {"header-file", 0, "FILE",
         POV_TEXT("the header is the first line of FILE: the files have none"),
         .more = POV_TEXT("For engines that hand out pieces of a file, which have no header. FILE "
                          "may be the whole file."),
         .type = POV_TYPE_TEXT, AT(survey.header_file), .files = POV_FILES_TABLE},
    [POV_OPTION_COPIES] =
        {"copies", 0, "N",
         POV_TEXT("look for copies of rows in files of up to N (default 500000; 0: do not look)"),
         .more = POV_TEXT("A copy has the same household_id and unit, and is counted once where "
                          "all its cells are the same; where they differ it is refused."),
         .type = POV_TYPE_SIZE, AT(survey.copies), .low = 0, .high = 100000000},
    [POV_OPTION_SKIP_INVALID] = {"skip-invalid", 0, NULL,
                                 POV_TEXT("count households whose rows cannot be read as of "
                                          "unknown class"),
                                 AT(survey.skip_invalid)},
    [POV_OPTION_JOBS] = {"jobs", 0, "N", POV_TEXT("threads (default: the processors)"),
                         .type = POV_TYPE_INT, AT(survey.jobs), .low = 1, .high = 256},
    [POV_OPTION_REDUCTION_PP] = {"reduction-pp", 0, "POINTS",
                                 POV_TEXT("take so many percentage points off the parent's rate"),
                                 .type = POV_TYPE_TEXT, AT(spread.reduction_pp)},
    [POV_OPTION_REDUCTION_HOUSEHOLDS] = {"reduction-households", 0, "N",
                                         POV_TEXT("take so many households off its poor"),
                                         .type = POV_TYPE_TEXT, AT(spread.reduction_households)},
    [POV_OPTION_REMAINING_RATE] = {"remaining-rate", 0, "PERCENT",
                                   POV_TEXT("leave the parent such a rate"), .type = POV_TYPE_TEXT,
                                   AT(spread.remaining_rate)},
    [POV_OPTION_ALLOCATE_BY] =
        {"by", 0, "HOW",
         POV_TEXT("poor: same relative cut (default); households: same points; excess: highest "
                  "rates first"),
         .type = POV_TYPE_TEXT, AT(spread.by), .words = "poor households excess"},
    [POV_OPTION_WEIGHT] = {"weight", 0, "COLUMN", POV_TEXT("in proportion to a column of the file"),
                           .type = POV_TYPE_TEXT, AT(spread.weight), .list = POV_LIST_FIGURES},
    [POV_OPTION_MAX_CUT] = {"max-cut", 0, "N|N%",
                            POV_TEXT(
                                "take at most so many households, or % of its poor, off a unit"),
                            .type = POV_TYPE_TEXT, AT(spread.max_cut)},
    [POV_OPTION_EXACT] = {"exact", 0, NULL,
                          POV_TEXT("refuse counts that are computed, not printed"),
                          AT(spread.exact)},
    [POV_OPTION_TARGET_YEAR] = {"target-year", 0, "YEAR",
                                POV_TEXT("the plan's target year (default: that of the rows)"),
                                .type = POV_TYPE_YEAR, AT(spread.target_year)},
    [POV_OPTION_TO] = {"to", 0, "LEVEL",
                       POV_TEXT(
                           "only rows of this level and above: commune, district, province, ..."),
                       .type = POV_TYPE_TEXT, AT(spread.to), .words = LEVELS},
    [POV_OPTION_MERGE] = {"merge", 0, NULL,
                          POV_TEXT("add rows of the same unit, as partial files have them"),
                          AT(spread.merge)},
    [POV_OPTION_MAP] = {"map", 0, "FILE", POV_TEXT("names of units that changed: columns old, new"),
                        .more = POV_TEXT("The file is CSV with one row per old name."),
                        .type = POV_TYPE_TEXT, AT(yearly.map), .files = POV_FILES_TABLE},
    [POV_OPTION_FAIL_ON_VERDICT] =
        {"fail-on", 0, "VERDICT",
         POV_TEXT("exit with 1 if a unit missed (default), is unknown, or never"),
         .type = POV_TYPE_WORD, AT(yearly.fail_on), .words = "missed unknown never"},
    [POV_OPTION_JUDGE] =
        {"judge", 0, "TARGET",
         POV_TEXT("judge by what is planned in households, by the rate, or by the points"),
         .more = POV_TEXT("Without it the state at the end of the target year decides where the "
                          "plan states one, else the change."),
         .type = POV_TYPE_WORD, AT(yearly.judge), .words = "stated households rate points"},
    [POV_OPTION_MAN] = {"man", 0, NULL, POV_TEXT("as a page for man(1)"), AT(man)},
    [POV_OPTION_QUIET] = {"quiet", 'q', NULL, POV_TEXT("no notes on standard error"), AT(quiet)},
    [POV_OPTION_HELP] = {"help", 'h', NULL, POV_TEXT("show this help"), AT(help)},
};

const pov_option *pov_option_get(pov_option_id id)
{
    return &table[id];
}

bool pov_option_of(const pov_command *command, size_t id)
{
    return (command->options >> id & 1U) != 0;
}

bool pov_command_writes(const pov_command *command, const char *format)
{
    const size_t length = strlen(format);
    const char *at = command->formats;

    while (at != NULL && (strncmp(at, format, length) != 0 || (at[length] != ',' && at[length]))) {
        at = strchr(at, ' ');
        if (at == NULL) {
            return false;
        }
        at++;
    }
    return true;
}

static pov_status read_value(pov_options *options, const pov_option *option, const char *value,
                             pov_error *err)
{
    void *place = (char *)options + option->place;
    long number = 0;
    pov_status status = POV_OK;

    if (option->read != NULL) {
        return option->read(options, option, value, err);
    }
    if (value == NULL) { /* it takes none */
        *(bool *)place = true;
        return POV_OK;
    }
    switch (option->type) {
    case POV_TYPE_FLAG:
        break;
    case POV_TYPE_TEXT:
        *(const char **)place = value;
        break;
    case POV_TYPE_TEXTS:
        return add_text(place, value, err);
    case POV_TYPE_INT:
        status = read_number(option, value, &number, err);
        *(int *)place = (int)number;
        break;
    case POV_TYPE_SIZE:
        status = read_number(option, value, &number, err);
        *(size_t *)place = (size_t)number;
        break;
    case POV_TYPE_YEAR:
        return read_year(option, value, place, err);
    case POV_TYPE_WORD:
        return read_word(option, value, place, err);
    }
    return status;
}

/* ---- words ---- */

const pov_option *pov_option_by_name(const pov_command *command, const char *name, size_t length)
{
    const pov_option *found = NULL;
    size_t matches = 0;

    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (pov_option_of(command, id) && strncmp(table[id].name, name, length) == 0) {
            if (table[id].name[length] == '\0') {
                return &table[id];
            }
            found = &table[id];
            matches++;
        }
    }
    return matches == 1 ? found : NULL;
}

static const pov_option *by_letter(const pov_command *command, char letter)
{
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (pov_option_of(command, id) && table[id].letter == letter) {
            return &table[id];
        }
    }
    return NULL;
}

static pov_word_kind take_argument(pov_words *words, pov_word *word, const char *attached)
{
    if (word->option == NULL) {
        return POV_WORD_UNKNOWN;
    }
    if (word->option->argument == NULL) {
        return attached != NULL ? POV_WORD_EXCESS : POV_WORD_OPTION;
    }
    word->value = attached;
    if (attached == NULL && words->count > 0) {
        word->value = *words->next++;
        words->count--;
    }
    return word->value == NULL ? POV_WORD_MISSING : POV_WORD_OPTION;
}

pov_word_kind pov_word_next(pov_words *words, const pov_command *command, pov_word *word)
{
    *word = (pov_word){0};
    if (words->letters != NULL && *words->letters != '\0') {
        word->text = words->letters++;
        word->option = by_letter(command, *word->text);
        if (word->option == NULL || word->option->argument == NULL) {
            return take_argument(words, word, NULL);
        }
        const char *rest = words->letters;
        words->letters = NULL;
        return take_argument(words, word, *rest != '\0' ? rest : NULL);
    }
    if (words->count == 0) {
        return POV_WORD_END;
    }
    words->count--;
    word->text = *words->next++;
    if (words->operands || word->text[0] != '-' || word->text[1] == '\0') {
        return POV_WORD_OPERAND;
    }
    if (word->text[1] != '-') {
        words->letters = word->text + 1;
        return pov_word_next(words, command, word);
    }
    if (word->text[2] == '\0') {
        words->operands = true;
        return pov_word_next(words, command, word);
    }
    const char *name = word->text + 2;
    size_t length = strcspn(name, "=");
    word->option = pov_option_by_name(command, name, length);
    return take_argument(words, word, name[length] == '=' ? name + length + 1 : NULL);
}

/* "allocate, survey": the commands that have the option; empty: none has it. */
static void list_owners(const char *name, size_t length, pov_buffer *owners)
{
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        const pov_option *option = pov_option_by_name(pov_commands[i], name, length);
        if (option != NULL && option->name[length] == '\0') {
            pov_buffer_format(owners, "%s%s", owners->length > 0 ? ", " : "",
                              pov_commands[i]->name);
        }
    }
}

static pov_status unknown_option(const pov_command *command, const char *text, pov_error *err)
{
    const char *names[POV_OPTION_COUNT];
    size_t count = 0;
    int length = (int)strcspn(text, "=");
    bool is_long = pov_text_begins(text, "--");
    char name[64];

    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (pov_option_of(command, id)) {
            names[count++] = table[id].name;
        }
    }
    if (!is_long) {
        (void)pov_fail(err, POV_ERR_USAGE, "%s has no option -%c", command->name, *text);
    } else {
        (void)pov_fail(err, POV_ERR_USAGE, "%s has no option %.*s", command->name, length, text);
        (void)snprintf(name, sizeof name, "%.*s", length - 2, text + 2);
    }
    const char *near = is_long ? pov_text_nearest(name, names, count) : NULL;
    if (near == NULL && is_long && pov_text_begins(name, "no-")) {
        near = pov_text_nearest(name + 3, names, count);
    }
    pov_buffer owners = {0};
    if (is_long) {
        list_owners(name, strlen(name), &owners);
    }
    if (owners.length > 0) {
        pov_error_hint(err, "an option of %s", pov_buffer_get(&owners));
    } else if (near != NULL) {
        pov_error_hint(err, "did you mean --%s?", near);
    } else {
        pov_error_hint(err, "povcalc %s --help lists its options", command->name);
    }
    pov_buffer_fini(&owners);
    return POV_ERR_USAGE;
}

static pov_status read_words(pov_options *options, const pov_command *command, pov_words *words,
                             pov_error *err)
{
    pov_word word;
    pov_status status = POV_OK;

    while (status == POV_OK) {
        switch (pov_word_next(words, command, &word)) {
        case POV_WORD_END:
            return POV_OK;
        case POV_WORD_OPERAND:
            status = add_text(&options->operands, word.text, err);
            break;
        case POV_WORD_OPTION:
            status = read_value(options, word.option, word.value, err);
            break;
        case POV_WORD_MISSING:
            return pov_fail(err, POV_ERR_USAGE, "--%s needs an argument", word.option->name);
        case POV_WORD_EXCESS:
            return pov_fail(err, POV_ERR_USAGE, "--%s takes no argument", word.option->name);
        case POV_WORD_UNKNOWN:
            return unknown_option(command, word.text, err);
        }
    }
    return status;
}

static pov_language language_of_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < POV_LENGTH(names); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return pov_text_begins(value, "vi") ? POV_VIETNAMESE : POV_ENGLISH;
        }
    }
    return POV_ENGLISH;
}

pov_language pov_options_language(int argc, char **argv)
{
    pov_language language = language_of_locale();

    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (pov_text_begins(argv[i], "--lang=")) {
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

/* Whether a file is a workbook or a document, by its name. */
static bool holds_tables(const char *file)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".docx", ".ods", ".odt"};
    const char *dot = strrchr(file, '.');
    bool found = false;

    for (size_t i = 0; i < POV_LENGTH(ends) && dot != NULL; i++) {
        found = found || strcasecmp(dot, ends[i]) == 0;
    }
    return found;
}

pov_status pov_options_read(pov_options *options, const pov_command *command, int argc, char **argv,
                            pov_error *err)
{
    pov_words words = {.next = argv + 1, .count = (size_t)argc - 1};

    *options = (pov_options){
        .assumptions = POV_ASSUMPTIONS_INIT,
        .check = POV_CHECK_OPTIONS_INIT,
        .fail_on = POV_WARNING,
        .render = {.language = pov_options_language(argc, argv), .decimals = -1},
        .survey = {.copies = POV_COPIES_LIMIT},
    };
    pov_status status = read_words(options, command, &words, err);
    bool to_file = options->output != NULL && strcmp(options->output, "-") != 0;
    if (status == POV_OK && to_file && options->renderer == NULL) {
        options->renderer = pov_renderer_by_path(options->output);
        status = options->renderer == NULL ? pov_renderer_refuse("output", options->output, err)
                                           : POV_OK;
    }
    if (status == POV_OK && options->renderer != NULL &&
        !pov_command_writes(command, options->renderer->name)) {
        status = pov_fail(err, POV_ERR_USAGE, "%s does not write %s", command->name,
                          options->renderer->name);
        pov_error_hint(err, "it writes %s", command->formats);
    }
    if (options->renderer != NULL && options->renderer->for_programs) {
        options->render.language = POV_ENGLISH; /* the same bytes, whoever asks */
    }
    for (size_t i = 0; i < options->operands.count; i++) {
        options->load.table_of_others =
            options->load.table_of_others || holds_tables(options->operands.text[i]);
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
