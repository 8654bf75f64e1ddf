/*
 * The numbers in data/ against the numerals of the documents that they were copied from.
 *
 * The table below keeps every numeral as its document prints it, read from the document and not
 * from the file. Each must be found in its place, and every number of the files must be one of
 * them. So a slip in copying, a lost "khoảng" or a figure that nobody printed is seen.
 */
#include "check.h"

#include <csv.h>

#include <stdbool.h>

/* ---- what the documents print ---- */

typedef struct fact {
    const char *unit, *group;
    const char *where; /* the row: its indicator, else its year, else its target year */
    const char *column;
    const char *printed;
} fact;

#define EVERY NULL /* the fact holds for every unit, group or row of the file */

/* Plan 147/KH-UBND of 15/3/2023, Đắk Nông. */
static const fact daknong_2023[] = {
    {EVERY, EVERY, EVERY, "year", "cuối năm 2022"},
    {EVERY, EVERY, EVERY, "target_year", "cuối năm 2023"},
    {"Đắk Nông", "all", "2022", "poor", "13.342 hộ nghèo"},
    {"Đắk Nông", "all", "2022", "poor_rate", "7,97%"},
    {"Đắk Nông", "all", "2022", "reduction_pp", "từ 3% trở lên"},
    {"Đắk Nông", "all", "2022", "reduction_households", "trên 4.990 hộ"},
    {"Đắk Nông", "all", "2022", "remaining_poor", "8.352 hộ"},
    {"Đắk Nông", "all", "2022", "remaining_rate", "4,97%"},
    {"Krông Nô", "all", "2022", "poor", "851 hộ nghèo"},
    {"Krông Nô", "all", "2022", "poor_rate", "4,32%"},
    {"Krông Nô", "all", "2022", "reduction_pp", "từ 1% trở lên"},
    {"Krông Nô", "all", "2022", "reduction_households", "khoảng 180 hộ"},
    {"Krông Nô", "all", "2022", "remaining_poor", "671 hộ"},
    {"Krông Nô", "all", "2022", "remaining_rate", "3,41%"},
    {"Cư Jút", "all", "2022", "poor", "1.183 hộ nghèo"},
    {"Cư Jút", "all", "2022", "poor_rate", "5,33%"},
    {"Cư Jút", "all", "2022", "reduction_pp", "2,2 % trở lên"},
    {"Cư Jút", "all", "2022", "reduction_households", "khoảng 480 hộ"},
    {"Cư Jút", "all", "2022", "remaining_poor", "703 hộ"},
    {"Cư Jút", "all", "2022", "remaining_rate", "3,17%"},
    {"Đắk Mil", "all", "2022", "poor", "601 hộ nghèo"},
    {"Đắk Mil", "all", "2022", "poor_rate", "2,15%"},
    {"Đắk Mil", "all", "2022", "reduction_pp", "0,6 % trở lên"},
    {"Đắk Mil", "all", "2022", "reduction_households", "khoảng 170 hộ"},
    {"Đắk Mil", "all", "2022", "remaining_poor", "431 hộ"},
    {"Đắk Mil", "all", "2022", "remaining_rate", "1,54%"},
    {"Đắk Song", "all", "2022", "poor", "833 hộ nghèo"},
    {"Đắk Song", "all", "2022", "poor_rate", "4,07%"},
    {"Đắk Song", "all", "2022", "reduction_pp", "1% trở lên"},
    {"Đắk Song", "all", "2022", "reduction_households", "khoảng 200 hộ"},
    {"Đắk Song", "all", "2022", "remaining_poor", "633 hộ"},
    {"Đắk Song", "all", "2022", "remaining_rate", "3,09%"},
    {"Đắk R’Lấp", "all", "2022", "poor", "590 hộ nghèo"},
    {"Đắk R’Lấp", "all", "2022", "poor_rate", "2,45%"},
    {"Đắk R’Lấp", "all", "2022", "reduction_pp", "0,7 % trở lên"},
    {"Đắk R’Lấp", "all", "2022", "reduction_households", "khoảng 170 hộ"},
    {"Đắk R’Lấp", "all", "2022", "remaining_poor", "420 hộ"},
    {"Đắk R’Lấp", "all", "2022", "remaining_rate", "1,74%"},
    {"Đắk Glong", "all", "2022", "poor", "4.545 hộ nghèo"},
    {"Đắk Glong", "all", "2022", "poor_rate", "25,68%"},
    {"Đắk Glong", "all", "2022", "reduction_pp", "12 % trở lên"},
    {"Đắk Glong", "all", "2022", "reduction_households", "khoảng 2.110 hộ"},
    {"Đắk Glong", "all", "2022", "remaining_poor", "2.435 hộ"},
    {"Đắk Glong", "all", "2022", "remaining_rate", "13,68%"},
    {"Tuy Đức", "all", "2022", "poor", "4.624 hộ nghèo"},
    {"Tuy Đức", "all", "2022", "poor_rate", "30,78%"},
    {"Tuy Đức", "all", "2022", "reduction_pp", "11,3% trở lên"},
    {"Tuy Đức", "all", "2022", "reduction_households", "khoảng 1.650 hộ"},
    {"Tuy Đức", "all", "2022", "remaining_poor", "2.974 hộ"},
    {"Tuy Đức", "all", "2022", "remaining_rate", "19,50%"},
    {"Gia Nghĩa", "all", "2022", "poor", "115 hộ nghèo"},
    {"Gia Nghĩa", "all", "2022", "poor_rate", "0,57%"},
    {"Gia Nghĩa", "all", "2022", "reduction_pp", "0,2% trở lên"},
    {"Gia Nghĩa", "all", "2022", "reduction_households", "khoảng 30 hộ"},
    {"Gia Nghĩa", "all", "2022", "remaining_poor", "85 hộ"},
    {"Gia Nghĩa", "all", "2022", "remaining_rate", "0,41%"},
    {"Đắk Nông", "local_ethnic_minority", "2022", "reduction_pp", "từ 5% trở lên"},
};

/* The same plan, which quotes resolution 13-NQ/TU of 2021-2025: "bình quân hằng năm giảm tỷ lệ hộ
 * nghèo từ 3% trở lên, riêng đồng bào dân tộc thiểu số tại chỗ giảm từ 5% trở lên". */
static const fact daknong_2021_2025[] = {
    {"Đắk Nông", EVERY, EVERY, "year", "năm 2021"},
    {"Đắk Nông", EVERY, EVERY, "target_year", "năm 2025"},
    {"Đắk Nông", "all", "2021", "reduction_pp", "bình quân hằng năm từ 3% trở lên"},
    {"Đắk Nông", "local_ethnic_minority", "2021", "reduction_pp",
     "bình quân hằng năm từ 5% trở lên"},
};

/* Its two targets for support. */
static const fact daknong_2023_deprivation[] = {
    {"Đắk Nông", "all", EVERY, "target_year", "cuối năm 2023"},
    {"Đắk Nông", "all", "income", "target_access_rate", "100%"},
    {"Đắk Nông", "all", "basic_services", "target_access_rate", "100%"},
};

/* Article 1306282 at laodong.vn. Its figures came to us in English, in these words. */
static const fact daknong_2024[] = {
    {"Đắk Nông", "all", "2023", "year", "năm 2023"},
    {"Đắk Nông", "all", "2023", "target_year", "năm 2024"},
    {"Đắk Nông", "all", "2023", "poor", "8,838 households"},
    {"Đắk Nông", "all", "2023", "poor_rate", "5.18%"},
    {"Đắk Nông", "all", "2023", "reduction_pp", "at least 2 points"},
    {"Đắk Nông", "all", "2023", "reduction_households", "more than 3,415 households"},
    {"Đắk Nông", "all", "2023", "remaining_poor", "5,423 households"},
    {"Đắk Nông", "all", "2023", "remaining_rate", "3.15%"},
};

/* Plan of Hải Hậu district for 2022, section II.1. */
static const fact haihau_2022[] = {
    {"Hải Hậu", "all", "2022", "target_year", "năm 2022"},
    {"Hải Hậu", "all", "2022", "reduction_pp", "từ 1% trở lên"},
};

/* The same, section II.2. For housing it prints no share. */
static const fact haihau_2022_deprivation[] = {
    {"Hải Hậu", "all", EVERY, "target_year", "năm 2022"},
    {"Hải Hậu", "all", "basic_services", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "loans", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "trained_officials", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "employment", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "health_insurance", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "child_schooling", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "adult_education", "target_access_rate", "100%"},
    {"Hải Hậu", "all", "water", "target_access_rate", "90%"},
    {"Hải Hậu", "all", "sanitation", "target_access_rate", "ít nhất 80%"},
    {"Hải Hậu", "all", "telecom", "target_access_rate", "Ít nhất 70%"},
    {"Hải Hậu", "all", "information_access", "target_access_rate", "Ít nhất 70%"},
};

/* Plan 85/KH-UBND of 08/5/2024, Thái Nguyên: the year is all. */
static const fact thainguyen_2024[] = {
    {"Thái Nguyên", EVERY, EVERY, "target_year", "năm 2024"},
};

/* Resolution of the ward of Hương Xuân, 23 May 2022, sections I and II.2.1. */
static const fact huongxuan_2025[] = {
    {"Hương Xuân", "all", "2016", "year", "Năm 2016"},
    {"Hương Xuân", "all", "2016", "poor", "230 hộ"},
    {"Hương Xuân", "all", "2016", "poor_rate", "12,04%"},
    {"Hương Xuân", "all", "2017", "year", "năm 2017"},
    {"Hương Xuân", "all", "2017", "poor", "193 hộ"},
    {"Hương Xuân", "all", "2017", "poor_rate", "10,04%"},
    {"Hương Xuân", "all", "2018", "year", "năm 2018"},
    {"Hương Xuân", "all", "2018", "poor", "106 hộ"},
    {"Hương Xuân", "all", "2018", "poor_rate", "5,52%"},
    {"Hương Xuân", "all", "2019", "year", "năm 2019"},
    {"Hương Xuân", "all", "2019", "poor", "57 hộ"},
    {"Hương Xuân", "all", "2019", "poor_rate", "2,9%"},
    {"Hương Xuân", "all", "2020", "year", "năm 2020"},
    {"Hương Xuân", "all", "2020", "poor", "52 hộ"},
    {"Hương Xuân", "all", "2020", "poor_rate", "2,61%"},
    {"Hương Xuân", "all", "2021", "year", "cuối năm 2021"},
    {"Hương Xuân", "all", "2021", "poor", "82 hộ nghèo"},
    {"Hương Xuân", "all", "2021", "poor_rate", "4,1%"},
    {"Hương Xuân", "no_labour_capacity", "2025", "target_year", "cuối năm 2025"},
    {"Hương Xuân", "no_labour_capacity", "2025", "remaining_rate", "1,7%"},
    {"Hương Xuân", "all", "2025", "target_year", "cuối năm 2025"},
    {"Hương Xuân", "all", "2025", "remaining_near_poor_rate",
     "thấp hơn tỷ lệ hộ cận nghèo chung của thị xã"},
};

/* The same, sections II.2.3 and II.2.4. */
static const fact huongxuan_2025_deprivation[] = {
    {"Hương Xuân", "all", EVERY, "target_year", "cuối năm 2025"},
    {"Hương Xuân", "all", "loans", "target_access_rate", "100%"},
    {"Hương Xuân", "all", "training", "target_access_rate", "100%"},
    {"Hương Xuân", "all", "monitoring", "target_access_rate", "100%"},
};

/* Article by Đỗ Hoạt, its last paragraph. */
static const fact langson_2024[] = {
    {"Lạng Sơn", "all", "2022", "year", "năm 2022"},
    {"Lạng Sơn", "all", "2022", "poor_rate", "8,92%"},
    {"Lạng Sơn", "all", "2022", "target_year", "Năm 2023"},
    {"Lạng Sơn", "all", "2022", "reduction_pp", "2,9%"},
    {"Lạng Sơn", "all", "2022", "reduction_households", "5.100 hộ"},
    {"Lạng Sơn", "all", "2022", "remaining_rate", "6,02%"},
    {"Lạng Sơn", "all", "2023", "year", "năm 2023"},
    {"Lạng Sơn", "all", "2023", "poor_rate", "6,02%"},
    {"Lạng Sơn", "all", "2023", "target_year", "năm 2024"},
    {"Lạng Sơn", "all", "2023", "remaining_rate", "3,48%"},
};

#define FILE_OF(name)                                                                              \
    {                                                                                              \
        "data/" #name ".csv", name, sizeof name / sizeof name[0]                                   \
    }

static const struct {
    const char *path;
    const fact *facts;
    size_t count;
} files[] = {
    FILE_OF(daknong_2023),    FILE_OF(daknong_2021_2025), FILE_OF(daknong_2023_deprivation),
    FILE_OF(daknong_2024),    FILE_OF(haihau_2022),       FILE_OF(haihau_2022_deprivation),
    FILE_OF(thainguyen_2024), FILE_OF(huongxuan_2025),    FILE_OF(huongxuan_2025_deprivation),
    FILE_OF(langson_2024),
};

#define FILE_COUNT (sizeof files / sizeof files[0])

/* Columns of words. A number anywhere else must have been printed. */
static const char *const word_columns[] = {
    "unit",   "level",     "parent",    "group",      "standard", "kind",
    "source", "dimension", "indicator", "population", "counts",   "note",
};

/* ---- from a printed numeral to the cell that is written for it ---- */

/* Words that change what the numeral means, and the mark that cells have for them. Those without
 * one are only cut away; longer ones come before their own beginnings. */
static const struct {
    const char *words, *mark;
} phrases[] = {
    {"thấp hơn tỷ lệ hộ cận nghèo chung của thị xã", "<parent"},
    {"trở lên", ">="},
    {"ít nhất", ">="},
    {"Ít nhất", ">="},
    {"at least", ">="},
    {"khoảng", "~"},
    {"trên", ">"},
    {"more than", ">"},
    {"cuối năm", ""},
    {"năm", ""},
    {"Năm", ""},
    {"từ", ""},
    {"hộ nghèo", ""},
    {"households", ""},
    {"points", ""},
    {"hộ", ""},
    {"%", ""},
    {" ", ""},
};

static bool cut(char *text, const char *words)
{
    char *found = strstr(text, words);
    if (found == NULL) {
        return false;
    }
    memmove(found, found + strlen(words), strlen(found + strlen(words)) + 1);
    return true;
}

static void remove_all(char *text, char c)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from != c) {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* "khoảng 2.110 hộ" → "~2110", "2,2 % trở lên" → ">=2.2" */
static void to_cell(const char *printed, const char *column, char cell[96])
{
    char number[64];
    const char *mark = "", *end = "";
    snprintf(number, sizeof number, "%s", printed);
    if (cut(number, "bình quân hằng năm")) {
        end = "/year";
    }
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        while (cut(number, phrases[i].words)) {
            mark = *phrases[i].mark != '\0' ? phrases[i].mark : mark;
        }
    }
    if (ends_with(column, "_rate") || ends_with(column, "_pp")) {
        char *decimal = strchr(number, ',');
        if (decimal != NULL) {
            *decimal = '.';
        }
    } else {
        remove_all(number, '.');
        remove_all(number, ',');
    }
    snprintf(cell, 96, "%s%s%s", mark, number, end);
}

static void numerals_become_cells(void **state)
{
    (void)state;
    static const struct {
        const char *printed, *column, *cell;
    } cases[] = {
        {"13.342 hộ nghèo", "poor", "13342"},
        {"khoảng 2.110 hộ", "reduction_households", "~2110"},
        {"trên 4.990 hộ", "reduction_households", ">4990"},
        {"từ 3% trở lên", "reduction_pp", ">=3"},
        {"2,2 % trở lên", "reduction_pp", ">=2.2"},
        {"19,50%", "remaining_rate", "19.50"},
        {"cuối năm 2022", "year", "2022"},
        {"ít nhất 80%", "target_access_rate", ">=80"},
        {"more than 3,415 households", "reduction_households", ">3415"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char cell[96];
        to_cell(cases[i].printed, cases[i].column, cell);
        CHECK_TEXT(cases[i].printed, cell, cases[i].cell);
    }
}

/* ---- the files ---- */

#define MAX_ROWS 32
#define MAX_COLUMNS 24

typedef struct table {
    char *cell[MAX_ROWS][MAX_COLUMNS]; /* row 0: the headings */
    bool known[MAX_ROWS][MAX_COLUMNS]; /* some fact gives this number */
    size_t rows, columns, column;
} table;

static void take_cell(void *text, size_t length, void *context)
{
    table *t = context;
    assert_true(t->rows < MAX_ROWS && t->column < MAX_COLUMNS);
    char *copy = malloc(length + 1);
    assert_non_null(copy);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    t->cell[t->rows][t->column++] = copy;
}

static void end_row(int end, void *context)
{
    (void)end;
    table *t = context;
    if (t->rows == 0) {
        t->columns = t->column;
    }
    assert_int_equal(t->column, t->columns);
    t->rows++;
    t->column = 0;
}

static void read_table(const char *path, table *t)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s: cannot be opened; run the tests from the top of the tree", path);
        return;
    }
    static char text[1 << 16];
    size_t size = fread(text, 1, sizeof text, file);
    assert_true(size > 0 && size < sizeof text);
    fclose(file);

    struct csv_parser parser;
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    assert_int_equal(csv_parse(&parser, text, size, take_cell, end_row, t), size);
    assert_int_equal(csv_fini(&parser, take_cell, end_row, t), 0);
    csv_free(&parser);
}

static void free_table(table *t)
{
    for (size_t row = 0; row < t->rows; row++) {
        for (size_t column = 0; column < t->columns; column++) {
            free(t->cell[row][column]);
        }
    }
}

static size_t find_column(const table *t, const char *name)
{
    for (size_t column = 0; column < t->columns; column++) {
        if (strcmp(t->cell[0][column], name) == 0) {
            return column;
        }
    }
    return MAX_COLUMNS;
}

static const char *get(const table *t, size_t row, const char *name)
{
    size_t column = find_column(t, name);
    return column < MAX_COLUMNS ? t->cell[row][column] : "";
}

static bool is(const char *wanted, const char *found)
{
    return wanted == EVERY || strcmp(wanted, found) == 0;
}

static bool fact_is_of_row(const fact *f, const table *t, size_t row)
{
    const char *where = get(t, row, "indicator");
    where = *where != '\0' ? where : get(t, row, "year");
    where = *where != '\0' ? where : get(t, row, "target_year");
    return is(f->unit, get(t, row, "unit")) && is(f->group, get(t, row, "group")) &&
           is(f->where, where);
}

/* Compares the fact with its rows; a fact that names its row in full must have exactly one. */
static void compare_fact(const char *path, const fact *f, table *t)
{
    char name[200], cell[96];
    size_t column = find_column(t, f->column), found = 0;
    snprintf(name, sizeof name, "%s: %s, %s, %s: %s", path,
             f->unit != EVERY ? f->unit : "every unit",
             f->group != EVERY ? f->group : "every group",
             f->where != EVERY ? f->where : "every row", f->column);
    CHECK(name, column < MAX_COLUMNS);
    to_cell(f->printed, f->column, cell);
    for (size_t row = 1; row < t->rows; row++) {
        if (fact_is_of_row(f, t, row)) {
            CHECK_TEXT(name, t->cell[row][column], cell);
            t->known[row][column] = true;
            found++;
        }
    }
    CHECK(name, found > 0);
    CHECK(name, found == 1 || f->unit == EVERY || f->group == EVERY || f->where == EVERY);
}

static bool is_word_column(const char *name)
{
    for (size_t i = 0; i < sizeof word_columns / sizeof word_columns[0]; i++) {
        if (strcmp(word_columns[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void every_number_was_printed(const char *path, const table *t)
{
    for (size_t row = 1; row < t->rows; row++) {
        for (size_t column = 0; column < t->columns; column++) {
            const char *cell = t->cell[row][column];
            if (*cell != '\0' && !t->known[row][column] && !is_word_column(t->cell[0][column])) {
                fail_msg("%s:%zu: %s: %s is printed nowhere", path, row + 1, t->cell[0][column],
                         cell);
            }
        }
    }
}

static void files_hold_what_is_printed(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        table t = {0};
        read_table(files[i].path, &t);
        for (size_t j = 0; j < files[i].count; j++) {
            compare_fact(files[i].path, &files[i].facts[j], &t);
        }
        every_number_was_printed(files[i].path, &t);
        free_table(&t);
    }
}

static void rows_name_unit_and_source(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        table t = {0};
        read_table(files[i].path, &t);
        for (size_t row = 1; row < t.rows; row++) {
            CHECK(files[i].path, *get(&t, row, "unit") != '\0');
            CHECK(files[i].path, *get(&t, row, "source") != '\0');
            CHECK(files[i].path, *get(&t, row, "standard") != '\0');
        }
        free_table(&t);
    }
}

static long number_in(const char *cell)
{
    return strtol(cell + strspn(cell, "<>=~"), NULL, 10);
}

/* The eight districts add up to the province, as the document has it. */
static void districts_add_up(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        long total;
    } cases[] = {{"poor", 13342}, {"reduction_households", 4990}, {"remaining_poor", 8352}};
    table t = {0};
    read_table("data/daknong_2023.csv", &t);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        long sum = 0, districts = 0;
        for (size_t row = 1; row < t.rows; row++) {
            if (strcmp(get(&t, row, "parent"), "Đắk Nông") == 0) {
                sum += number_in(get(&t, row, cases[i].column));
                districts++;
            }
        }
        CHECK_NUMBER(cases[i].column, districts, 8);
        CHECK_NUMBER(cases[i].column, sum, cases[i].total);
    }
    free_table(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numerals_become_cells),
        cmocka_unit_test(files_hold_what_is_printed),
        cmocka_unit_test(rows_name_unit_and_source),
        cmocka_unit_test(districts_add_up),
    };
    return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
