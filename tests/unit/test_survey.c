/*
 * Counting households: the quick way, libcsv, one thread and several, and a slow implementation of
 * this file's own must agree, wherever blocks end.
 */
#include "check.h"

#include "calculator/survey.h"
#include "loader/households/lanes.h"
#include "loader/households/reader.h"
#include "loader/standard_file.h"

/* ---- one run ---- */

typedef struct text_input {
    const char *text;
    size_t length, at, piece;
} text_input;

static long read_text(void *context, char *buffer, size_t size)
{
    text_input *in = context;
    size_t left = in->length - in->at;
    size_t take = left < size ? left : size;

    take = in->piece > 0 && take > in->piece ? in->piece : take;
    memcpy(buffer, in->text + in->at, take);
    in->at += take;
    return (long)take;
}

typedef struct run {
    size_t block_size, piece;
    unsigned jobs;
    bool plain, narrow, skip_invalid;
    int by;
} run;

typedef struct counting {
    pov_survey survey;
    pov_survey_counter counter[8];
    const pov_standard *standard;
} counting;

static pov_status start(void *context, const pov_household_facts *facts, pov_error *err)
{
    counting *c = context;

    (void)err;
    pov_classifier_init(&c->survey.plan.classifier[0], c->standard, false);
    pov_classifier_init(&c->survey.plan.classifier[1], c->standard, true);
    c->survey.plan.persons = facts->members;
    c->survey.plan.deprived = facts->indicators;
    c->survey.plan.indicators = c->standard->indicator_count;
    return POV_OK;
}

static pov_status take(void *context, size_t thread, const pov_household *h, size_t count)
{
    counting *c = context;

    return pov_survey_count(&c->survey, &c->counter[thread], h, count);
}

static void write_survey(const counting *c, const pov_household_unit *units, pov_buffer *out)
{
    const pov_survey *s = &c->survey;

    for (size_t i = 0; i < s->order_count; i++) {
        const uint32_t unit = s->order[i];
        for (uint32_t p = units[unit].parent; p != POV_NO_UNIT; p = units[p].parent) {
            pov_buffer_format(out, "%s/", units[p].name);
        }
        pov_buffer_format(out, "%s:", units[unit].name);
        for (unsigned class = 0; class < POV_CLASS_COUNT; class ++) {
            for (unsigned group = 0; group < POV_SURVEY_GROUPS; group++) {
                pov_buffer_format(out, " %" PRId64,
                                  pov_survey_households(s, unit, 1U << class, 1U << group));
                if (s->plan.persons) {
                    pov_buffer_format(out, "+%" PRId64,
                                      pov_survey_persons(s, unit, 1U << class, 1U << group));
                }
            }
        }
        for (size_t d = 0; s->plan.deprived && d < s->plan.indicators; d++) {
            pov_buffer_format(out, " %" PRId64 ",%" PRId64,
                              pov_survey_deprived(s, unit, POV_CLASS_POOR, d),
                              pov_survey_deprived(s, unit, POV_CLASS_NEAR_POOR, d));
        }
        pov_buffer_char(out, '\n');
    }
}

/* All that a run says: its counts, the parents of a unit before it from below; or its error. */
static void survey(const char *text, size_t length, const run *r, const pov_standard *standard,
                   pov_buffer *out)
{
    text_input in = {.text = text, .length = length, .piece = r->piece};
    pov_input input = {"in.csv", read_text, &in};
    counting c = {.survey = POV_SURVEY_INIT, .standard = standard};
    pov_household_options options = {.by = r->by,
                                     .jobs = r->jobs > 0 ? r->jobs : 1,
                                     .skip_invalid = r->skip_invalid,
                                     .plain = r->plain,
                                     .narrow = r->narrow,
                                     .block_size = r->block_size,
                                     .start = start};
    pov_household_reader *reader = NULL;
    pov_error err = POV_ERROR_INIT;

    pov_buffer_clear(out);
    assert_int_equal(pov_household_reader_new(&reader, standard, &options, take, &c, &err), POV_OK);
    pov_status status = pov_household_read(reader, &input, &err);
    for (size_t t = 0; t < options.jobs && status == POV_OK; t++) {
        status = pov_survey_add(&c.survey, &c.counter[t]);
    }
    size_t units = 0;
    const pov_household_unit *unit = pov_household_units(reader, &units);
    if (status == POV_OK) {
        status =
            pov_survey_finish(&c.survey, unit, units, pov_household_facts_get(reader)->by, &err);
    }
    if (status == POV_OK) {
        write_survey(&c, unit, out);
        for (size_t i = 0; i < POV_REASON_COUNT; i++) {
            if (pov_household_skipped(reader, i) > 0) {
                pov_buffer_format(out, "skipped %zu: %" PRId64 "\n", i,
                                  pov_household_skipped(reader, i));
            }
        }
    } else {
        pov_buffer_format(out, "%s:%zu:%zu: %s: %s", err.file, err.line, err.column, err.field,
                          err.message);
    }
    pov_survey_fini(&c.survey);
    pov_household_reader_free(reader);
}

static pov_standard vn_2022(void)
{
    pov_standard standard;

    assert_int_equal(pov_standard_load("vn-2022", &standard, NULL), POV_OK);
    return standard;
}

#define HEADER                                                                                     \
    "household_id,province,district,commune,area,ethnic_minority,members,income,employment,"       \
    "dependants,nutrition,health_insurance,adult_education,child_schooling,housing_quality,"       \
    "housing_area,water,sanitation,telecom,information_access\n"
#define NO_LACKS "0,0,0,0,0,0,0,0,0,0,0,0"

/* ---- what a row may look like, and what it says then ---- */

static void test_rows(void **state)
{
    /* Counts by hand: classes poor, near-poor, average, not poor; in each rural, urban, rural
     * minority, urban minority. */
    static const struct {
        const char *name, *text, *expected;
    } cases[] = {
        {"at the line and three lacks is poor",
         HEADER "h1,P,D,C,rural,0,4,1500000,1,1,1,0,0,0,0,0,0,0,0,0\n",
         "D/P/C: 1+4 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 "
         "1,0 1,0 1,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0\n"},
        {"two lacks is near-poor", HEADER "h1,P,D,C,urban,1,2,2000000,1,0,0,0,0,0,0,0,0,0,0,1\n",
         "D/P/C: 0+0 0+0 0+0 0+0 0+0 0+0 0+0 1+2 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 "
         "0,1 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,1\n"},
        {"a dong above the line is average, twelve lacks or not",
         HEADER "h1,P,D,C,rural,0,1,1500001,1,1,1,1,1,1,1,1,1,1,1,1\n"
                "h2,P,D,C,rural,0,1,2250001," NO_LACKS "\n",
         "D/P/C: 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 1+1 0+0 0+0 0+0 1+1 0+0 0+0 0+0 "
         "0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0\n"},
        {"grouped and exported numbers, words, quotes, blanks",
         HEADER "\"h, \"\"1\"\"\",P ,\" D\",\"C\",Nông thôn,Không,4.0,\"1.500.000\",1,1,1,0,0,0,0,"
                "0,0,0,0,0\n"
                "\"h\n2\",\"P\", D,C,  nông thôn  ,0,4,1500000.00,1,1,1,0,0,0,0,0,0,0,0,0",
         "D/P/C: 2+8 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 0+0 "
         "2,0 2,0 2,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0 0,0\n"},
        {"a mark at the start, CRLF, blank lines, semicolons",
         "\xEF\xBB\xBFprovince;area;b1;b2\r\n\r\nP;rural;140;30\r\nP;urban;175;20\r\n \r\n"
         "P;urban;176;120",
         "P: 1 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0\n"},
        {"line ends of CR alone", "province,area,b1,b2\rP,rural,140,30\rQ,urban,175,20\r",
         "P: 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\nQ: 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0\n"},
        {"a name in two forms is one unit, spelt as it came first",
         "province,area,b1,b2\nHa\xCC\x80,rural,140,30\nH\xC3\xA0,rural,140,30\nHÀ,rural,1,120\n",
         "Ha\xCC\x80: 3 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"},
        {"no rows", "province,area,b1,b2\n", ""},
        {"area is wrong", "province,area,b1,b2\nP,rural,140,30\nP,town,140,30\n",
         "in.csv:3:2: area: expected rural or urban, found \"town\""},
        {"a cell too few", "province,area,b1,b2\n\n\"P\nQ\",rural,1,30\nP,rural,140\n",
         "in.csv:5:0: : the row has 3 cells, the header 4"},
        {"an empty indicator", HEADER "h1,P,D,C,rural,0,4,1500000,1,1,1,0,0,0,0,0,0,0,0,\n",
         "in.csv:2:20: information_access: expected 0 or 1, found nothing"},
        {"an indicator of 2", HEADER "h1,P,D,C,rural,0,4,1500000,1,2,1,0,0,0,0,0,0,0,0,0\n",
         "in.csv:2:10: dependants: expected 0 or 1, found \"2\""},
        {"b2 between two indicators", "province,area,b1,b2\nP,rural,140,35\n",
         "in.csv:2:4: b2: expected a multiple of 10 from 0 to 120, found \"35\""},
        {"no members", "province,area,b1,b2,members\nP,rural,140,30,0\n",
         "in.csv:2:5: members: expected the number of members, 1 to 999, found \"0\""},
        {"a unit without a name", "province,area,b1,b2\n\" \",rural,140,30\n",
         "in.csv:2:1: province: expected the name of a unit, found \" \""},
        {"a stray quote", "province,area,b1,b2\nP,rural,140,30\nP\"Q,rural,140,30\n",
         "in.csv:3:1: : a quote that is neither around a whole cell nor written twice"},
        {"an open quote", "province,area,b1,b2\nP,rural,140,30\n\"Q,rural,140,30\n",
         "in.csv:3:1: : a quote that is not closed until the end of the file"},
        {"not UTF-8, in a cell of no use", "household_id,province,area,b1,b2\n\xC3(,P,rural,1,0\n",
         "in.csv:2:1: household_id: bytes that are not UTF-8"},
        {"an amount beyond 10^12", "province,area,b1,b2\nP,rural,1000000000001,0\n",
         "in.csv:2:3: b1: expected a score in points, found \"1000000000001\""},
        {"an unknown column", "province,area,b1,b2,wattr\n",
         "in.csv:1:5: : the column \"wattr\" is not known"},
        {"a lacking indicator", "province,area,income,water\n",
         "in.csv:1:0: : the header lacks 11 of the 12 indicators of vn-2022: \"employment\", "
         "\"dependants\", \"nutrition\", \"health_insurance\", …"},
        {"a column twice", "province,area,Tỉnh,b1,b2\n",
         "in.csv:1:3: : the columns \"province\" and \"Tỉnh\" are the same one"},
        {"an empty file", "", "in.csv:0:0: : the file is empty"},
    };
    pov_standard standard = vn_2022();
    pov_buffer out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (unsigned kind = 0; kind < 4; kind++) { /* plain or quick, with one thread or two */
            run r = {.jobs = 1 + kind / 2, .plain = kind % 2 == 0, .by = POV_BY_LOWEST};
            survey(cases[i].text, strlen(cases[i].text), &r, &standard, &out);
            const char *got = pov_buffer_get(&out);
            CHECK_TEXT(cases[i].name, got, cases[i].expected);
        }
    }
    pov_buffer_fini(&out);
    pov_standard_fini(&standard);
}

static void test_skip_invalid(void **state)
{
    static const char text[] = "province,area,b1,b2\nP,rural,140,30\nP,town,1,30\nP,rural,x,30\n"
                               "P,rural,1\nP,rural,140,20\nP,,1,30\n";
    pov_standard standard = vn_2022();
    pov_buffer out = {0}, expected = {0};
    run r = {.jobs = 2, .skip_invalid = true, .by = POV_BY_LOWEST};

    (void)state;
    survey(text, sizeof text - 1, &r, &standard, &out);
    pov_buffer_format(&expected,
                      "P: 1 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0\nskipped %d: 1\nskipped %d: 2\n"
                      "skipped %d: 1\n",
                      POV_REASON_CELLS, POV_REASON_AREA, POV_REASON_B1);
    CHECK_TEXT("skip", pov_buffer_get(&out), pov_buffer_get(&expected));
    pov_buffer_fini(&out);
    pov_buffer_fini(&expected);
    pov_standard_fini(&standard);
}

/* ---- random files, and a slow implementation that shares nothing with the fast one ---- */

#define UNITS 4

typedef struct slow {
    int64_t households[UNITS][POV_CLASS_COUNT][4], persons[UNITS][POV_CLASS_COUNT][4];
    int64_t lacks[UNITS][2][12];
    uint32_t order[UNITS], count; /* units as they came first */
} slow;

static const char *const names[UNITS] = {"Đắk Nông", "Lạng Sơn", "Hà, Nội", "A \"B\""};

/* Writes a cell of text in one of the ways that mean the same. */
static void write_text(pov_buffer *out, const char *text, check_random *random)
{
    bool must = strpbrk(text, ",\"\n") != NULL;
    bool blanks = check_random_next(random, 0, 9) == 0;

    pov_buffer_text(out, blanks ? " " : "");
    if (must || check_random_next(random, 0, 3) == 0) {
        pov_buffer_char(out, '"');
        for (const char *c = text; *c != '\0'; c++) {
            pov_buffer_text(out, *c == '"' ? "\"\"" : (char[]){*c, '\0'});
        }
        pov_buffer_char(out, '"');
    } else {
        pov_buffer_text(out, text);
    }
    pov_buffer_text(out, blanks ? "\t" : "");
}

static void add_household(pov_buffer *out, slow *s, check_random *random)
{
    static const char *const ids[] = {"h", "two\nlines", "a,b", "say \"x\"", "", "Nguyễn"};
    static const int64_t lines[] = {1500000, 2000000, 2250000, 3000000};
    uint32_t unit = (uint32_t)check_random_next(random, 0, UNITS - 1);
    int urban = (int)check_random_next(random, 0, 1),
        minority = (int)check_random_next(random, 0, 1);
    int64_t members = check_random_next(random, 1, 12);
    int64_t income = lines[check_random_next(random, 0, 3)] + check_random_next(random, -1, 1);
    int lacked = 0;
    bool lacks[12];

    write_text(out, ids[check_random_next(random, 0, 5)], random);
    pov_buffer_char(out, ',');
    write_text(out, names[unit], random);
    pov_buffer_char(out, ',');
    write_text(out, urban != 0 ? "urban" : "Nông thôn", random);
    pov_buffer_format(out, ",%d,%" PRId64 ",%" PRId64 "%s", minority, members, income,
                      check_random_next(random, 0, 5) == 0 ? ".00" : "");
    for (size_t i = 0; i < 12; i++) {
        lacks[i] = check_random_next(random, 0, 3) == 0;
        lacked += lacks[i];
        pov_buffer_format(out, ",%d", lacks[i]);
    }
    /* the decree: at most the line and 3 or more lacks is poor, at most the line near-poor, up to
     * 2.25 or 3 million average */
    int64_t line = urban != 0 ? 2000000 : 1500000, middle = urban != 0 ? 3000000 : 2250000;
    int class = income <= line ? lacked >= 3 ? 0 : 1 : income <= middle ? 2 : 3;
    s->households[unit][class][urban + 2 * minority]++;
    s->persons[unit][class][urban + 2 * minority] += members;
    for (size_t i = 0; class < 2 && i < 12; i++) {
        s->lacks[unit][class][i] += lacks[i];
    }
    uint32_t seen = 0;
    while (seen < s->count && s->order[seen] != unit) {
        seen++;
    }
    if (seen == s->count) {
        s->order[s->count++] = unit;
    }
}

static void write_slow(const slow *s, pov_buffer *out)
{
    for (size_t o = 0; o < s->count; o++) {
        uint32_t u = s->order[o];
        pov_buffer_format(out, "%s:", names[u]);
        for (size_t class = 0; class < POV_CLASS_COUNT; class ++) {
            for (size_t g = 0; g < 4; g++) {
                pov_buffer_format(out, " %" PRId64 "+%" PRId64, s->households[u][class][g],
                                  s->persons[u][class][g]);
            }
        }
        for (size_t i = 0; i < 12; i++) {
            pov_buffer_format(out, " %" PRId64 ",%" PRId64, s->lacks[u][0][i], s->lacks[u][1][i]);
        }
        pov_buffer_char(out, '\n');
    }
}

static void write_file(pov_buffer *text, slow *s, check_random *random)
{
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    const char *line_end = line_ends[check_random_next(random, 0, 5) % 3];
    int64_t rows = check_random_next(random, 0, 25);

    pov_buffer_format(text,
                      "household_id,province,area,ethnic_minority,members,income,employment,"
                      "dependants,nutrition,health_insurance,adult_education,child_schooling,"
                      "housing_quality,housing_area,water,sanitation,telecom,"
                      "information_access%s",
                      line_end);
    for (int64_t i = 0; i < rows; i++) {
        add_household(text, s, random);
        if (i + 1 < rows || check_random_next(random, 0, 1) == 0) {
            pov_buffer_text(text, line_end);
            pov_buffer_text(text, check_random_next(random, 0, 9) == 0 ? line_end : "");
        }
    }
}

static void check_run(const pov_buffer *text, const run *r, const pov_standard *standard,
                      const char *expected)
{
    pov_buffer out = {0};

    survey(pov_buffer_get(text), text->length, r, standard, &out);
    if (strcmp(pov_buffer_get(&out), expected) != 0) {
        fail_msg("block %zu, piece %zu, jobs %u, plain %d:\n%s\n-- says --\n%s\n-- not --\n%s",
                 r->block_size, r->piece, r->jobs, r->plain, pov_buffer_get(text),
                 pov_buffer_get(&out), expected);
    }
    pov_buffer_fini(&out);
}

static void test_random_files(void **state)
{
    check_random random = check_random_start("random files");
    pov_standard standard = vn_2022();

    (void)state;
    for (int round = 0; round < check_rounds(300); round++) {
        pov_buffer text = {0}, expected = {0};
        slow s = {0};
        write_file(&text, &s, &random);
        write_slow(&s, &expected);
        for (unsigned kind = 0; kind < 6; kind++) {
            run r = {.block_size = kind < 2 ? 0 : (size_t)check_random_next(&random, 250, 700),
                     .piece = kind < 4 ? 0 : (size_t)check_random_next(&random, 1, 50),
                     .jobs = 1 + kind % 3,
                     .plain = kind == 1,
                     .narrow = kind % 2 == 0,
                     .by = POV_BY_LOWEST};
            check_run(&text, &r, &standard, pov_buffer_get(&expected));
        }
        pov_buffer_fini(&text);
        pov_buffer_fini(&expected);
    }
    pov_standard_fini(&standard);
}

/* Blocks of every size from the longest record on: their ends come to lie at every byte. */
static void test_every_block_end(void **state)
{
    check_random random = check_random_start("block ends");
    pov_standard standard = vn_2022();

    (void)state;
    for (int round = 0; round < check_rounds(6); round++) {
        pov_buffer text = {0}, expected = {0};
        slow s = {0};
        write_file(&text, &s, &random);
        write_slow(&s, &expected);
        for (size_t size = 250; size < text.length + 3; size++) {
            run r = {.block_size = size, .jobs = size % 7 == 0 ? 2 : 1, .by = POV_BY_LOWEST};
            check_run(&text, &r, &standard, pov_buffer_get(&expected));
        }
        pov_buffer_fini(&text);
        pov_buffer_fini(&expected);
    }
    pov_standard_fini(&standard);
}

/* A byte is changed: whatever that makes of the file, all ways say the same, errors included. */
static void test_broken_files(void **state)
{
    static const char bytes[] = "\"\",\n\r x0\xC3";
    check_random random = check_random_start("broken files");
    pov_standard standard = vn_2022();

    (void)state;
    for (int round = 0; round < check_rounds(400); round++) {
        pov_buffer text = {0}, expected = {0};
        slow s = {0};
        write_file(&text, &s, &random);
        for (int64_t i = check_random_next(&random, 1, 2); i > 0; i--) {
            size_t at = (size_t)check_random_next(&random, 180, (int64_t)text.length + 60);
            if (at < text.length) {
                text.data[at] = bytes[check_random_next(&random, 0, (int64_t)sizeof bytes - 2)];
            }
        }
        bool skip = round % 2 == 0;
        run plain = {.jobs = 1, .plain = true, .skip_invalid = skip, .by = POV_BY_LOWEST};
        survey(pov_buffer_get(&text), text.length, &plain, &standard, &expected);
        for (unsigned jobs = 1; jobs <= 3; jobs++) {
            /* larger than any file here, as a broken quote makes long records */
            run r = {.block_size = jobs == 1 ? 0 : 1000 * jobs,
                     .jobs = jobs,
                     .narrow = jobs % 2 == 0,
                     .skip_invalid = skip,
                     .by = POV_BY_LOWEST};
            pov_buffer out = {0};
            survey(pov_buffer_get(&text), text.length, &r, &standard, &out);
            if (strstr(pov_buffer_get(&out), "a row longer than") == NULL) {
                check_run(&text, &r, &standard, pov_buffer_get(&expected));
            }
            pov_buffer_fini(&out);
        }
        pov_buffer_fini(&text);
        pov_buffer_fini(&expected);
    }
    pov_standard_fini(&standard);
}

/* Columns in any order, many rows of a few units, some with a byte that is changed: the quick way
 * says what the one through libcsv does. */
static void test_any_order(void **state)
{
    static const char *const columns[] = {"household_id",
                                          "province",
                                          "district",
                                          "village",
                                          "area",
                                          "ethnic_minority",
                                          "members",
                                          "year",
                                          "income",
                                          "employment",
                                          "dependants",
                                          "nutrition",
                                          "health_insurance",
                                          "adult_education",
                                          "child_schooling",
                                          "housing_quality",
                                          "housing_area",
                                          "water",
                                          "sanitation",
                                          "telecom",
                                          "information_access"};
    enum { COLUMNS = sizeof columns / sizeof *columns, INCOME = 8, ROWS = 120 };
    static const char *const words[INCOME][3] = {{"H000001", "Nguyễn", "a,b"},
                                                 {"Đắk Nông", "P", "Thừa Thiên Huế ở miền Trung"},
                                                 {"D", "Huyện D", "D"},
                                                 {"Thôn 1", "Thôn 2", "T"},
                                                 {"rural", "urban", "Nông thôn"},
                                                 {"0", "1", "Không"},
                                                 {"4", "11", "3"},
                                                 {"2024", "2024", "2024"}};
    static const char bytes[] = "\"\",;\n\r x0\xC3";
    check_random random = check_random_start("any order");
    pov_standard standard = vn_2022();

    (void)state;
    for (int round = 0; round < 120; round++) {
        pov_buffer text = {0}, expected = {0};
        const char separator = ",;\t|"[check_random_next(&random, 0, 3)];
        const int64_t quoted = check_random_next(&random, 0, 2),
                      damaged = check_random_next(&random, 0, 40);
        size_t order[COLUMNS], unit = 0;
        for (size_t c = 0; c < COLUMNS; c++) {
            const size_t other = (size_t)check_random_next(&random, 0, (int64_t)c);
            order[c] = order[other];
            order[other] = c;
        }
        for (int row = -1; row < ROWS; row++) {
            const size_t start = text.length;
            unit = check_random_next(&random, 0, 9) == 0 ? (unit + 1) % 3 : unit;
            for (size_t c = 0; c < COLUMNS; c++) {
                const size_t at = order[c], of = (size_t)check_random_next(&random, 0, 40) / 20;
                const char *word = row < 0       ? columns[at]
                                   : at < INCOME ? words[at][at > 0 && at < 4 ? unit : of]
                                   : of == 0     ? "0"
                                                 : "1";
                const bool quotes =
                    strchr(word, separator) != NULL || (row >= 0 && quoted > 0 && at < 5);
                if (c > 0) {
                    pov_buffer_char(&text, separator);
                }
                if (row >= 0 && at == INCOME) {
                    pov_buffer_format(&text, "%" PRId64,
                                      check_random_next(&random, 900000, 20000000));
                } else {
                    pov_buffer_format(&text, quotes ? "\"%s\"" : "%s", word);
                }
            }
            pov_buffer_char(&text, '\n');
            if (row >= 0 && damaged > 0 && check_random_next(&random, 0, damaged) == 0) {
                text.data[check_random_next(&random, (int64_t)start, (int64_t)text.length - 1)] =
                    bytes[check_random_next(&random, 0, (int64_t)sizeof bytes - 2)];
            }
        }
        run plain = {.jobs = 1,
                     .plain = true,
                     .skip_invalid = round % 4 != 0,
                     .by = round % 2 == 0 ? POV_BY_PROVINCE : POV_BY_LOWEST};
        survey(pov_buffer_get(&text), text.length, &plain, &standard, &expected);
        for (unsigned jobs = 1; jobs <= 2; jobs++) {
            run quick = plain;
            quick.plain = false;
            quick.narrow = jobs == 2;
            quick.jobs = jobs;
            check_run(&text, &quick, &standard, pov_buffer_get(&expected));
        }
        pov_buffer_fini(&text);
        pov_buffer_fini(&expected);
    }
    pov_standard_fini(&standard);
}

/* More units than any table starts with, which come again under other spellings, and to other
 * threads. What is expected is counted while the file is written. */
static void test_many_units(void **state)
{
    enum { MANY = 3000, ROWS = 7000 };
    static const struct {
        const char *quote, *province, *commune;
    } spellings[] = {{"", "Tỉnh", "Xã"}, {"", "TỈNH", "XÃ"}, {"\"", "tỉnh", " xã"}};
    pov_standard standard = vn_2022();
    pov_buffer text = {0}, expected = {0};

    (void)state;
    pov_buffer_text(&text, "province,commune,area,b1,b2\n");
    for (unsigned row = 0; row < ROWS; row++) {
        unsigned unit = row * 7919 % MANY; /* each once in MANY rows, since 7919 is a prime */
        const char *quote = spellings[row / MANY].quote;
        pov_buffer_format(&text, "%s%s %u%s,%s %u,rural,140,30\n", quote,
                          spellings[row / MANY].province, unit % 63, quote,
                          spellings[row / MANY].commune, unit);
        if (row < MANY) {
            unsigned times = 1U + (row + MANY < ROWS) + (row + 2 * MANY < ROWS);
            pov_buffer_format(&expected, "Tỉnh %u/Xã %u: %u", unit % 63, unit, times);
            for (int other = 1; other < 16; other++) {
                pov_buffer_text(&expected, " 0");
            }
            pov_buffer_char(&expected, '\n');
        }
    }
    for (unsigned kind = 0; kind < 6; kind++) {
        run r = {.block_size = kind % 2 == 0 ? 0 : 997,
                 .jobs = 1 + kind / 2 * 2,
                 .plain = kind == 1,
                 .by = POV_BY_LOWEST};
        check_run(&text, &r, &standard, pov_buffer_get(&expected));
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&expected);
    pov_standard_fini(&standard);
}

/* Counts beyond 32 bits are exact: when many small sums are added, and when one large one is. */
static void test_large_counts(void **state)
{
    enum { HOUSEHOLDS = 256, TIMES = 20000, MEMBERS = 999, UNIT = 11000 };
    pov_household household[HOUSEHOLDS];
    const int64_t expected = (int64_t)HOUSEHOLDS * TIMES * MEMBERS; /* 5,114,880,000 > 2^32 */

    (void)state;
    for (size_t i = 0; i < HOUSEHOLDS; i++) {
        household[i] = (pov_household){.unit = UNIT, .members = MEMBERS};
    }
    for (int at_once = 0; at_once < 2; at_once++) {
        pov_survey s = POV_SURVEY_INIT;
        pov_survey_counter counter[2] = {{.unit = 0}, {.unit = 0}};
        pov_standard standard = vn_2022();
        pov_classifier_init(&s.plan.classifier[0], &standard, false);
        s.plan.persons = true;
        for (size_t t = 0; t < TIMES; t++) {
            pov_survey_counter *own = &counter[t % 2 & (at_once == 0)];
            assert_int_equal(pov_survey_count(&s, own, household, HOUSEHOLDS), POV_OK);
            if (at_once == 0) {
                assert_int_equal(pov_survey_add(&s, own), POV_OK);
            }
        }
        assert_int_equal(pov_survey_add(&s, &counter[0]), POV_OK);
        int64_t persons = pov_survey_persons(&s, UNIT, POV_CLASSES_ALL, POV_GROUPS_ALL);
        int64_t households = pov_survey_households(&s, UNIT, POV_CLASSES_ALL, POV_GROUPS_ALL);
        CHECK_NUMBER(at_once ? "persons, at once" : "persons", persons, expected);
        CHECK_NUMBER("households", households, (int64_t)HOUSEHOLDS * TIMES);
        CHECK_NUMBER("next unit", pov_survey_persons(&s, UNIT + 1, POV_CLASSES_ALL, POV_GROUPS_ALL),
                     0);
        pov_survey_fini(&s);
        pov_standard_fini(&standard);
    }
}

/* 2^32 - 1 is the most that the low half holds, and 2^32 the least that it does not. */
static void test_largest_low_count(void **state)
{
    pov_household household = {.unit = 0, .members = UINT16_MAX}; /* 2^32 - 1 = 65,535 × 65,537 */

    (void)state;
    pov_survey s = POV_SURVEY_INIT;
    pov_survey_counter counter = {.unit = 0};
    pov_standard standard = vn_2022();
    pov_classifier_init(&s.plan.classifier[0], &standard, false);
    s.plan.persons = true;
    for (int i = 0; i < 65537; i++) {
        assert_int_equal(pov_survey_count(&s, &counter, &household, 1), POV_OK);
        assert_int_equal(pov_survey_add(&s, &counter), POV_OK);
    }
    CHECK_NUMBER("2^32 - 1", pov_survey_persons(&s, 0, POV_CLASSES_ALL, POV_GROUPS_ALL),
                 UINT32_MAX);
    household.members = 1;
    assert_int_equal(pov_survey_count(&s, &counter, &household, 1), POV_OK);
    assert_int_equal(pov_survey_add(&s, &counter), POV_OK);
    CHECK_NUMBER("2^32", pov_survey_persons(&s, 0, POV_CLASSES_ALL, POV_GROUPS_ALL),
                 INT64_C(4294967296));
    pov_survey_fini(&s);
    pov_standard_fini(&standard);
}

/* Vectors of both widths count quotes as a loop does, whichever the processor has. */
static void test_odd_quotes(void **state)
{
    char text[700];

    (void)state;
#ifdef POV_LANES_SSE2
    check_random random = check_random_start("quotes");
    for (size_t length = 0; length < sizeof text; length += length % 7 + 1) {
        bool narrow = false, wide = false, odd[2] = {false, false};
        for (size_t i = 0; i < length; i++) {
            text[i] = (char)(check_random_next(&random, 0, 2) == 0 ? '"' : 'x');
        }
        const size_t at[] = {
            pov_lanes_odd_narrow(text, length, '"', &narrow),
            __builtin_cpu_supports("avx2") ? pov_lanes_odd_wide(text, length, '"', &wide) : 0};
        for (size_t w = 0; w < 2; w++) {
            assert_true(at[w] <= length && (w == 1 || length - at[w] < 64));
            for (size_t i = 0; i < at[w]; i++) {
                odd[w] ^= text[i] == '"';
            }
        }
        assert_int_equal(narrow, odd[0]);
        assert_int_equal(wide, odd[1]);
    }
#else
    (void)text;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),         cmocka_unit_test(test_skip_invalid),
        cmocka_unit_test(test_random_files), cmocka_unit_test(test_every_block_end),
        cmocka_unit_test(test_broken_files), cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_many_units),   cmocka_unit_test(test_odd_quotes),
        cmocka_unit_test(test_large_counts), cmocka_unit_test(test_largest_low_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
