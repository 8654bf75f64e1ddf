/*
 * Properties of any plan that is right, through whole commands: bounds hold the truth, values lie
 * within their bounds, nothing is called wrong, and so on. The plans are those of random_plan.h.
 *
 * POV_PLANS says how many plans (500 unless said), POV_FIRST with which to begin, POV_SEED which,
 * POV_COMMANDS=1 only runs each command once, and compares nothing.
 * POV_SHOW=1 shows the smallest plan also where a property is known to fail. POV_EVERY=1 names
 * every failure in a line.
 *
 * A property that does not hold yet is marked with the change that will make it hold. Where it
 * holds, the mark fails: so no mark stays longer than it is true.
 */
#include "check.h"
#include "random_plan.h"
#include "run_program.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <unistd.h>

#define PLANS_USUAL 500

/* ---- properties ---- */

/* The changes that the marks name. */
#define GROWTH_SAID "a plan says by how much households grow"

/* id, what holds, what will make it hold (NULL where it holds today), and how many plans it takes
 * to be sure to see that it does not hold yet */
#define PROPERTY_LIST(X)                                                                           \
    X(NO_CRASH, "no command dies, and none fails without a word", NULL, 0)                         \
    X(ANSWERS, "rates, targets, check, trend and progress take every plan", NULL, 0)               \
    X(BOUNDS, "bounds hold the truth", NULL, 0)                                                    \
    X(IN_RATES, "rates: values lie within their bounds", NULL, 0)                                  \
    X(IN_TARGETS, "targets: values lie within their bounds", NULL, 0)                              \
    X(IN_TREND, "trend: values lie within their bounds", NULL, 0)                                  \
    X(IN_ROLLUP, "rollup: values lie within their bounds", NULL, 0)                                \
    X(IN_PROGRESS, "progress: values lie within their bounds", NULL, 0)                            \
    X(IN_ALLOCATE, "allocate: values lie within their bounds", NULL, 0)                            \
    X(IN_STATED, "stated values lie within their bounds, whatever their sign", NULL, 0)            \
    X(NO_ERROR, "check: no error on a plan that is right", NULL, 0)                                \
    X(NO_WARNING, "check: no warning where the stated assumptions are true", NULL, 0)              \
    X(NO_WARNING_UNASKED, "check: no warning without options", GROWTH_SAID, 10000)                 \
    X(FIX_ADDS_NONE, "check: a fix leaves no new error", NULL, 0)                                  \
    X(FIX_ENDS, "check: a fix ends its finding", NULL, 0)                                          \
    X(ORDER_OF_FIGURES, "the order of rows changes no figure", NULL, 0)                            \
    X(ORDER_OF_FINDINGS, "the order of rows changes no finding", NULL, 0)                          \
    X(RATES_BACK, "rates: what is printed as CSV is read back to the same", NULL, 0)               \
    X(TARGETS_BACK, "targets: what is printed as CSV is read back to the same", NULL, 0)           \
    X(BOUNDS_READ, "targets: bounds that are printed as CSV can be read", NULL, 0)                 \
    X(DONE_IS_MET, "progress: doing exactly what a plan prints is met", NULL, 0)

typedef enum property {
#define PROPERTY_ENUM(id, text, until, sure) id,
    PROPERTY_LIST(PROPERTY_ENUM)
#undef PROPERTY_ENUM
        PROPERTY_COUNT
} property;

static const struct {
    const char *text, *until;
    int64_t sure;
} properties[] = {
#define PROPERTY_TEXT(id, text, until, sure) {text, until, sure},
    PROPERTY_LIST(PROPERTY_TEXT)
#undef PROPERTY_TEXT
};

static struct {
    int64_t plans; /* for which it does not hold */
    int64_t last;  /* one after the last of them */
    size_t length; /* of the example's plan */
    pov_buffer example;
} failed[PROPERTY_COUNT];

static int64_t number_from(const char *variable, int64_t usual)
{
    const char *text = getenv(variable);

    return text != NULL ? strtoll(text, NULL, 10) : usual;
}

/* Each command once, and nothing compared: a third of the time, for the sanitizers. */
static bool only_commands(void)
{
    return number_from("POV_COMMANDS", 0) != 0;
}

/* Only whether doing what a plan prints is met: for many plans. */
static bool only_done(void)
{
    return number_from("POV_DONE", 0) != 0;
}

/* ---- one plan under way ---- */

enum { FILE_PLAN, FILE_NEXT, FILE_OTHER, FILE_COUNT };

typedef struct trial {
    int64_t number;
    check_random random;
    random_plan plan, next;
    char options[96]; /* with which every assumption is true of the plan */
    const char *text; /* of the file that an example shows */
    char doing[256];  /* the command */
} trial;

static char folder[64], path[FILE_COUNT][96];
static trial now;

/* Kept is the example whose plan is the shortest. */
POV_PRINTF(2, 3) static void fails(property p, const char *format, ...)
{
    va_list arguments;
    char detail[3000];
    size_t length = strlen(now.text);

    failed[p].plans += failed[p].last != now.number + 1;
    failed[p].last = now.number + 1;
    if (getenv("POV_EVERY") != NULL) {
        va_start(arguments, format);
        (void)vsnprintf(detail, sizeof detail, format, arguments);
        va_end(arguments);
        print_message("plan %" PRId64 ", %s: %.100s\n", now.number, properties[p].text, detail);
    }
    if (failed[p].length > 0 && failed[p].length <= length) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    failed[p].length = length;
    pov_buffer_clear(&failed[p].example);
    pov_buffer_format(&failed[p].example, "plan %" PRId64 ", povcalc %s:\n  %s\n%s", now.number,
                      now.doing, detail, now.text);
}

static void write_file(int file, const pov_buffer *text)
{
    FILE *to = fopen(path[file], "w");

    assert_non_null(to);
    assert_int_equal(fwrite(pov_buffer_get(text), 1, text->length, to), text->length);
    assert_int_equal(fclose(to), 0);
}

static sigjmp_buf before_command;

/* Any end but a return: a failed assertion, or what a sanitizer found with abort_on_error=1. */
static void died(int signal_number)
{
    siglongjmp(before_command, signal_number);
}

/* Runs a command. What it prints is empty where it died. */
POV_PRINTF(1, 2) static program_run run(const char *format, ...)
{
    va_list arguments;
    program_run result = {.status = 2};

    va_start(arguments, format);
    (void)vsnprintf(now.doing, sizeof now.doing, format, arguments);
    va_end(arguments);
    int signal_number = sigsetjmp(before_command, 1);
    if (signal_number != 0) {
        fails(NO_CRASH, "signal %d", signal_number);
        return (program_run){.status = 2};
    }
    result = run_program(now.doing);
    if (result.status < 0 || result.status > 2 || (result.status == 2 && result.err_size == 0)) {
        fails(NO_CRASH, "status %d, and nothing on standard error", result.status);
    }
    return result;
}

/* A plan may hold nothing that can be compared. */
static bool is_refused(const program_run *run)
{
    return run->status == 2 && (run->err == NULL || strstr(run->err, "could be checked") == NULL);
}

/* ---- JSON, one row or finding a line ---- */

enum { ROWS, TOTALS, FINDINGS, SECTIONS, LINES_MAX = 2000 };

typedef struct document {
    program_run run;
    char *line[SECTIONS][LINES_MAX];
    size_t count[SECTIONS];
} document;

static void read_document(document *d, program_run taken)
{
    static const char *const heads[] = {"  \"rows\": [", "  \"totals\": [", "  \"findings\": ["};
    size_t section = SECTIONS;

    d->run = taken;
    memset(d->count, 0, sizeof d->count);
    for (char *at = taken.out; at != NULL && *at != '\0';) {
        char *end = strchr(at, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        for (size_t s = 0; s < SECTIONS; s++) {
            section = strncmp(at, heads[s], strlen(heads[s])) == 0 ? s : section;
        }
        if (section < SECTIONS && strncmp(at, "    {", 5) == 0) {
            at[strlen(at) - 1] = at[strlen(at) - 1] == ',' ? '\0' : '}';
            assert_true(d->count[section] < LINES_MAX);
            d->line[section][d->count[section]++] = at;
        }
        at = end != NULL ? end + 1 : NULL;
    }
}

/* Where the value of a key begins, or NULL; names hold no quotes. */
static const char *value_of(const char *line, const char *key)
{
    char quoted[80];

    (void)snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *at = strstr(line, quoted);
    return at != NULL ? at + strlen(quoted) : NULL;
}

static bool has_text(const char *line, const char *key, const char *text)
{
    const char *at = value_of(line, key);

    return at != NULL && *at == '"' && strncmp(at + 1, text, strlen(text)) == 0 &&
           at[1 + strlen(text)] == '"';
}

static void copy_value(const char *line, const char *key, char *to, size_t size)
{
    const char *at = value_of(line, key);
    size_t length = 0;

    to[0] = '\0';
    if (at == NULL) {
        return;
    }
    bool quoted = *at == '"';
    at += quoted;
    length = strcspn(at, quoted ? "\"" : ",}]");
    (void)snprintf(to, size, "%.*s", (int)length, at);
}

/* A number as it is printed, times 10^12: no double is in the way. */
typedef struct decimal {
    bool known;
    pov_wide value;
    unsigned digits;
} decimal;

#define NUMBER_DIGITS 12

static decimal read_number(const char *at)
{
    decimal n = {false, 0, 0};
    bool minus = at != NULL && *at == '-', point = false;

    if (at == NULL || strchr("-0123456789", *at) == NULL) {
        return n;
    }
    for (at += minus; *at == '.' || (*at >= '0' && *at <= '9'); at++) {
        if (*at == '.') {
            point = true;
        } else if (n.digits < NUMBER_DIGITS) {
            n.value = n.value * 10 + (*at - '0');
            n.digits += point;
        }
    }
    for (unsigned i = n.digits; i < NUMBER_DIGITS; i++) {
        n.value *= 10;
    }
    n.value = minus ? -n.value : n.value;
    n.known = true;
    return n;
}

static pov_wide number_unit(unsigned digits)
{
    pov_wide unit = 1;

    for (unsigned i = digits; i < NUMBER_DIGITS; i++) {
        unit *= 10;
    }
    return unit;
}

/* One entry of a row's bounds; false after the last. */
static bool next_bounds(const char **at, char key[64], decimal *low, decimal *high)
{
    const char *quote = strchr(*at, '"'), *close = strchr(*at, '}');

    if (quote == NULL || (close != NULL && close < quote)) {
        return false;
    }
    (void)snprintf(key, 64, "%.*s", (int)strcspn(quote + 1, "\""), quote + 1);
    const char *open = strchr(quote, '['), *comma = open != NULL ? strchr(open, ',') : NULL;
    const char *end = comma != NULL ? strchr(comma, ']') : NULL;
    if (end == NULL) {
        return false;
    }
    *low = read_number(open + 1);
    *high = read_number(comma + 1 + (comma[1] == ' '));
    *at = end + 1;
    return true;
}

/* ---- values and bounds ---- */

static bool is_share(const char *key)
{
    return strstr(key, "rate") || strstr(key, "_pp") || strstr(key, "share") ||
           strstr(key, "relative") || strstr(key, "growth");
}

static int row_of(const random_plan *plan, const char *line)
{
    decimal stated = read_number(value_of(line, "line"));
    int at = stated.known ? (int)(stated.value / number_unit(0)) - 2 : -1;

    for (int r = 0; r < plan->count && at >= 0; r++) {
        if (!plan->hidden[r] && at-- == 0) {
            return r;
        }
    }
    return -1;
}

/* Half a unit of the coarsest rate that the row prints, in either file: documents print differences
 * and sums of printed rates, and both rates are rounded. */
static pov_wide coarsest_rate(int row)
{
    const random_plan *const plans[] = {&now.plan, &now.next};
    pov_wide coarsest = 0;

    for (size_t p = 0; p < 2; p++) {
        for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
            const char *cell = plans[p]->row[row].cell[q], *point = strchr(cell, '.');
            if (cell[0] != '\0' && pov_quantity_get((pov_quantity)q)->kind == POV_KIND_RATE) {
                size_t digits = point != NULL ? strspn(point + 1, "0123456789") : 0;
                pov_wide unit = number_unit((unsigned)digits);
                coarsest = unit > coarsest ? unit : coarsest;
            }
        }
    }
    return coarsest;
}

/* What a value may be off its bounds: the rounding of the digits shown. */
static pov_wide allowance(const char *line, const char *key, decimal value, bool stated)
{
    int row = row_of(&now.plan, line);
    pov_wide unit = is_share(key) ? number_unit(value.digits) : 0;
    bool printed = strstr(key, "_pp") != NULL || (stated && strstr(key, "multi") != NULL);

    if (row >= 0 && printed && is_share(key)) {
        unit += 2 * coarsest_rate(row);
    }
    return unit / 2;
}

/* The values of every row lie within their bounds. Those that are printed with a sign or as a range
 * are a property of their own. */
static void check_values(const document *d, property p)
{
    for (size_t s = ROWS; s <= TOTALS; s++) {
        for (size_t i = 0; i < d->count[s]; i++) {
            const char *line = d->line[s][i], *at = value_of(line, "bounds");
            const char *basis = value_of(line, "basis");
            char key[64];
            decimal low, high;
            while (at != NULL && next_bounds(&at, key, &low, &high)) {
                const char *has_basis = value_of(basis, key);
                bool stated = has_basis == NULL || has_basis > strchr(basis, '}');
                decimal value = read_number(value_of(line, key));
                pov_wide off = allowance(line, key, value, stated);
                if (value.known && ((low.known && value.value < low.value - off) ||
                                    (high.known && value.value > high.value + off))) {
                    fails(stated ? IN_STATED : p, "%s of: %s", key, line);
                }
            }
        }
    }
}

/* What is true of a key: a count, or 100 above / below. below < 0: nothing is known of it. */
typedef struct true_value {
    pov_wide above, below;
} true_value;

static true_value truth_of(const random_plan *plan, int row, const char *key)
{
    const random_truth *t = &plan->truth[row];
    const random_truth *whole = plan->parent[row] >= 0 ? &plan->truth[plan->parent[row]] : NULL;
    int64_t multi = t->poor + t->near_poor, multi_left = t->left + t->near_left;
    bool all = strcmp(plan->group[row], "all") == 0;
    const struct {
        const char *key;
        int64_t above, below;
    } table[] = {
        {"households", t->households, 0},
        {"poor", t->poor, 0},
        {"near_poor", t->near_poor, 0},
        {"multi_poor", multi, 0},
        {"target_households", t->then, 0},
        {"reduction_households", t->poor - t->left, 0},
        {"near_poor_reduction_households", t->near_poor - t->near_left, 0},
        {"multi_poor_reduction_households", multi - multi_left, 0},
        {"remaining_poor", t->left, 0},
        {"remaining_near_poor", t->near_left, 0},
        {"remaining_multi_poor", multi_left, 0},
        {"poor_rate", t->poor, t->households},
        {"near_poor_rate", t->near_poor, t->households},
        {"multi_poor_rate", multi, t->households},
        {"remaining_rate", t->left, t->then},
        {"remaining_near_poor_rate", t->near_left, t->then},
        {"remaining_multi_poor_rate", multi_left, t->then},
        {"relative_reduction", t->poor - t->left, t->poor},
        {"near_poor_relative_reduction", t->near_poor - t->near_left, t->near_poor},
        {"multi_poor_relative_reduction", multi - multi_left, multi},
        {"share_of_poor", t->poor, whole != NULL && all ? whole->poor : -1},
        {"share_of_households", t->households, whole != NULL && all ? whole->households : -1},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(table[i].key, key) == 0) {
            bool count = i < 11;
            return (true_value){table[i].above, count || table[i].below > 0 ? table[i].below : -1};
        }
    }
    return (true_value){0, -1};
}

static bool holds(decimal low, decimal high, true_value true_of)
{
    pov_wide scale = number_unit(0), above = true_of.above * scale, below = 1;

    if (true_of.below > 0) {
        above *= 100;
        below = true_of.below;
    }
    return (!low.known || low.value * below <= above) &&
           (!high.known || above <= high.value * below);
}

/* Whether some count was computed from an aim: it says what the aim asks for, not what is so, and
 * so does what is assumed from it. */
static bool follows_an_aim(const document *d)
{
    static const char *const keys[] = {"remaining_poor",
                                       "remaining_near_poor",
                                       "remaining_multi_poor",
                                       "reduction_households",
                                       "near_poor_reduction_households",
                                       "multi_poor_reduction_households"};

    for (size_t i = 0; i < d->count[ROWS]; i++) {
        const char *basis = value_of(d->line[ROWS][i], "basis");
        for (size_t k = 0; basis != NULL && k < sizeof keys / sizeof *keys; k++) {
            if (has_text(basis, keys[k], "assumed")) {
                return true;
            }
        }
    }
    return false;
}

/* A stated or derived figure holds always, an assumed one where the assumption is true. The stated
 * rate that remains is an aim, and so are points. */
static void check_truth(const document *d, bool assumed_too)
{
    for (size_t i = 0; i < d->count[ROWS]; i++) {
        const char *line = d->line[ROWS][i], *at = value_of(line, "bounds");
        const char *basis = value_of(line, "basis");
        int row = row_of(&now.plan, line);
        char key[64];
        decimal low, high;
        while (row >= 0 && at != NULL && next_bounds(&at, key, &low, &high)) {
            true_value true_of = truth_of(&now.plan, row, key);
            bool stated = value_of(basis, key) == NULL || value_of(basis, key) > strchr(basis, '}');
            bool aim = stated && strncmp(key, "remaining_", 10) == 0 && strstr(key, "_rate");
            bool assumed = !stated && has_text(basis, key, "assumed");
            if (true_of.below >= 0 && !aim && (!assumed || assumed_too) &&
                !holds(low, high, true_of)) {
                fails(BOUNDS, "%s is %" PRId64 " of %" PRId64 ": %s", key, (int64_t)true_of.above,
                      (int64_t)true_of.below, line);
            }
        }
    }
}

/* ---- findings ---- */

static bool is_at_least(const char *finding, bool warning)
{
    return has_text(finding, "severity", "error") ||
           (warning && has_text(finding, "severity", "warning"));
}

static void check_findings(const document *d, property p, bool warnings)
{
    for (size_t i = 0; i < d->count[FINDINGS]; i++) {
        /* households that are drawn freely change beyond belief */
        bool wild = (now.plan.growth == RANDOM_ANY || now.plan.growth == RANDOM_STATED) &&
                    (strstr(d->line[FINDINGS][i], "\"rule\":\"growth\"") != NULL ||
                     strstr(d->line[FINDINGS][i], "\"rule\":\"parent-target\"") != NULL);
        /* no document prints small rates with so many decimals */
        bool odd = strstr(d->line[FINDINGS][i], "\"rule\":\"fraction\"") != NULL;
        if (is_at_least(d->line[FINDINGS][i], warnings) && !wild && !odd) {
            fails(p, "%s", d->line[FINDINGS][i]);
        }
    }
}

/* The same rule about the same cell. */
static bool same_finding(const char *a, const char *b)
{
    static const char *const keys[] = {"rule", "severity", "line", "column"};
    char left[64], right[64];

    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        copy_value(a, keys[k], left, sizeof left);
        copy_value(b, keys[k], right, sizeof right);
        if (strcmp(left, right) != 0) {
            return false;
        }
    }
    return true;
}

static bool has_finding(const document *d, const char *finding)
{
    for (size_t i = 0; i < d->count[FINDINGS]; i++) {
        if (same_finding(d->line[FINDINGS][i], finding)) {
            return true;
        }
    }
    return false;
}

/* Two cells of a row, or two columns: one of both ends a finding of what seems swapped. */
static void swap_cells(random_plan *fixed, const random_plan *plan, int row, pov_quantity a,
                       pov_quantity b)
{
    memcpy(fixed->row[row].cell[a], plan->row[row].cell[b], sizeof fixed->row[row].cell[a]);
    memcpy(fixed->row[row].cell[b], plan->row[row].cell[a], sizeof fixed->row[row].cell[b]);
}

/* Whether the finding has ended, and no error is new. `fix`: said where it is not; NULL: nothing is
 * said. */
static bool is_fixed(const random_plan *fixed, const document *before, const char *finding,
                     const char *fix)
{
    static document after;
    pov_buffer text = {0};
    bool good = true;

    random_plan_write(fixed, NULL, &text);
    write_file(FILE_OTHER, &text);
    read_document(&after, run("check -q --format json %s %s", now.options, path[FILE_OTHER]));
    if (is_refused(&after.run)) {
        good = false;
        if (fix != NULL) {
            fails(FIX_ENDS, "%s is refused: %s; %s", fix,
                  after.run.err != NULL ? after.run.err : "", finding);
        }
    }
    for (size_t i = 0; i < after.count[FINDINGS]; i++) {
        const char *found = after.line[FINDINGS][i];
        if (is_at_least(found, false) && !has_finding(before, found)) {
            good = false;
            if (fix != NULL) {
                fails(FIX_ADDS_NONE, "%s\n  with this fix of it: %s, found: %s", finding, fix,
                      found);
            }
        }
    }
    if (has_finding(&after, finding)) {
        good = false;
        if (fix != NULL) {
            fails(FIX_ENDS, "%s\n  is still there with its fix, %s", finding, fix);
        }
    }
    end_program_run(&after.run);
    pov_buffer_fini(&text);
    return good;
}

static void try_fix(const random_plan *plan, const document *before, const char *finding,
                    const char *end)
{
    static random_plan fixed; /* large */
    const char *fix = value_of(finding, "fix");
    char column[64], value[64], other[64], said[200];

    copy_value(fix, "column", column, sizeof column);
    copy_value(fix, "swapped_with", other, sizeof other);
    copy_value(fix, end, value, sizeof value);
    int row = row_of(plan, fix);
    pov_quantity quantity = pov_quantity_find(column), with = pov_quantity_find(other);
    if (value[0] == '\0' || strcmp(value, "null") == 0 || row < 0 ||
        quantity == POV_QUANTITY_COUNT) {
        return;
    }
    (void)snprintf(said, sizeof said, "line %d, %s: %s", row + 2, column, value);
    fixed = *plan;
    if (with != POV_QUANTITY_COUNT) {
        swap_cells(&fixed, plan, row, quantity, with);
        if (is_fixed(&fixed, before, finding, NULL)) {
            return;
        }
        for (int r = 0; r < (int)plan->count; r++) {
            swap_cells(&fixed, plan, r, quantity, with);
        }
    } else {
        const char *was = plan->row[row].cell[quantity];
        const bool sign = was[0] == '-' && strcmp(was + 1, value) == 0;
        (void)snprintf(fixed.row[row].cell[quantity], sizeof fixed.row[row].cell[quantity], "%.40s",
                       value);
        if (sign && is_fixed(&fixed, before, finding, NULL)) {
            return;
        }
        for (int r = 0; sign && r < (int)plan->count; r++) { /* all rows have it */
            char *cell = fixed.row[r].cell[quantity];
            memmove(cell, cell + (cell[0] == '-'), strlen(cell));
        }
    }
    (void)is_fixed(&fixed, before, finding, said);
}

/* A plan with one changed digit, and what check says of how to put it right. */
static void check_fixes(void)
{
    static random_plan changed; /* large */
    static document before;
    static const char *const ends[] = {"value", "low", "high"};
    pov_buffer text = {0};
    const char *shown = now.text;

    changed = now.plan;
    if (!random_change_digit(&now.random, changed.row, changed.count)) {
        return;
    }
    random_plan_write(&changed, NULL, &text);
    write_file(FILE_OTHER, &text);
    now.text = pov_buffer_get(&text);
    read_document(&before, run("check -q --format json %s %s", now.options, path[FILE_OTHER]));
    int tried = 0;
    for (size_t i = 0; i < before.count[FINDINGS] && tried < 3; i++) {
        const char *finding = before.line[FINDINGS][i], *fix = value_of(finding, "fix");
        if (is_at_least(finding, true) && fix != NULL && *fix == '{') {
            tried++;
            for (size_t e = 0; e < 3; e++) {
                try_fix(&changed, &before, finding, ends[e]);
            }
        }
    }
    end_program_run(&before.run);
    pov_buffer_fini(&text);
    now.text = shown;
}

/* ---- the order of rows ---- */

/* Takes a key and its value out of a line; the last one of that name, too. */
static void cut(char *line, const char *key)
{
    for (const char *at = value_of(line, key); at != NULL; at = value_of(line, key)) {
        char *from = line + (at - line) - strlen(key) - 3;
        const char *end = at;
        if (*at == '"') {
            for (end = at + 1; *end != '"'; end++) {
                end += *end == '\\';
            }
            end++;
        } else {
            end += strcspn(at, ",}");
        }
        memmove(from, end, strlen(end) + 1);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whether two documents say the same in other lines; else the first line that differs. */
static const char *differs(document *a, document *b, size_t section)
{
    static const char *const keys[] = {"line",  "message", "unit", "level",
                                       "group", "parent",  "year", "stated"};
    document *const both[] = {a, b};

    for (size_t d = 0; d < 2; d++) {
        for (size_t i = 0; i < both[d]->count[section]; i++) {
            /* a finding on a column names its first row */
            size_t count = has_text(both[d]->line[section][i], "rule", "fraction")
                               ? sizeof keys / sizeof *keys
                               : 2;
            for (size_t k = 0; k < count; k++) {
                cut(both[d]->line[section][i], keys[k]);
            }
        }
        qsort(both[d]->line[section], both[d]->count[section], sizeof(char *), compare_lines);
    }
    for (size_t i = 0; i < a->count[section]; i++) {
        if (i >= b->count[section] || strcmp(a->line[section][i], b->line[section][i]) != 0) {
            return a->line[section][i];
        }
    }
    return a->count[section] < b->count[section] ? b->line[section][a->count[section]] : NULL;
}

static void compare_orders(const char *command, document *one, size_t section, property p)
{
    static document other;
    document *const both[] = {one, &other};

    read_document(&other, run("%s -q --format json %s %s", command, now.options, path[FILE_OTHER]));
    for (size_t d = 0; d < 2; d++) {
        for (size_t i = 0; i < both[d]->count[section]; i++) {
            cut(both[d]->line[section][i], "file");
        }
    }
    const char *line = differs(one, &other, section);
    if (line != NULL) {
        fails(p, "%s", line);
    }
    end_program_run(&other.run);
}

/* Takes what the commands said of the file as it is. */
static void check_order(document *targets, document *check)
{
    int order[RANDOM_ROWS_MAX];
    pov_buffer text = {0};

    for (int r = 0; r < now.plan.count; r++) {
        int at = (int)check_random_next(&now.random, 0, r);
        order[r] = order[at];
        order[at] = r;
    }
    random_plan_write(&now.plan, order, &text);
    write_file(FILE_OTHER, &text);
    compare_orders("targets", targets, ROWS, ORDER_OF_FIGURES);
    compare_orders("check", check, FINDINGS, ORDER_OF_FINDINGS);
    pov_buffer_fini(&text);
}

/* ---- what is printed is read back ---- */

/* The next cell of a line of CSV without quotes; false at the line's end. */
static bool next_cell(const char **at, char cell[128])
{
    size_t length = strcspn(*at, ",\n");

    if (**at == '\n' || **at == '\0') {
        return false;
    }
    (void)snprintf(cell, 128, "%.*s", (int)length, *at);
    *at += length + ((*at)[length] == ',');
    return true;
}

static const char *next_line(const char *at)
{
    const char *end = strchr(at, '\n');

    return end != NULL ? end + 1 : at + strlen(at);
}

static void compare_tables(const char *first, const char *second, property p)
{
    const char *header = first;

    for (; *first != '\0' && *second != '\0';
         first = next_line(first), second = next_line(second)) {
        const char *name_at = header, *a = first, *b = second;
        char name[128], left[128], right[128];
        while (next_cell(&name_at, name)) {
            bool in_left = next_cell(&a, left), in_right = next_cell(&b, right);
            bool own = strcmp(name, "file") == 0 || strcmp(name, "line") == 0 ||
                       strcmp(name, "computed") == 0; /* where it comes from */
            if (!own && in_left && in_right && strcmp(left, right) != 0) {
                fails(p, "%s %s is read back as %s:\n%.*s", name, left, right,
                      (int)(next_line(first) - first), first);
                return;
            }
        }
    }
    if (*first != *second) {
        fails(p, "rows are lost or added: %s%s", first, second);
    }
}

static void check_read_back(const char *command, property p)
{
    program_run first = run("%s -q --format csv %s %s", command, now.options, path[FILE_PLAN]);

    if (first.status == 0) {
        write_file(FILE_OTHER, &(pov_buffer){.data = first.out, .length = first.out_size});
        program_run second =
            run("%s -q --format csv %s %s", command, now.options, path[FILE_OTHER]);
        if (second.status != 0) {
            fails(p, "is refused: %s", second.err != NULL ? second.err : "");
        } else {
            compare_tables(first.out, second.out, p);
        }
        end_program_run(&second);
    }
    end_program_run(&first);
}

static void check_bounds_read(void)
{
    program_run first = run("targets -q -b --format csv %s %s", now.options, path[FILE_PLAN]);

    if (first.status == 0) {
        write_file(FILE_OTHER, &(pov_buffer){.data = first.out, .length = first.out_size});
        program_run second = run("targets -q -b --format csv %s %s", now.options, path[FILE_OTHER]);
        if (second.status != 0) {
            fails(BOUNDS_READ, "is refused: %s", second.err != NULL ? second.err : "");
        }
        end_program_run(&second);
    }
    end_program_run(&first);
}

/* ---- doing what a plan prints ---- */

/* The number that does what a cell asks for: without its sign; of a range the end that is asked. */
static void done(char to[48], const char *cell, bool high)
{
    const char *start = cell + strspn(cell, "<>=~"), *dash = strchr(start, '-');

    if (start == cell && dash != NULL && dash > start) {
        (void)snprintf(to, 48, "%.*s", high ? 47 : (int)(dash - start), high ? dash + 1 : start);
    } else {
        (void)snprintf(to, 48, "%s", start);
    }
}

static bool is_plain(const char *cell)
{
    return cell[0] != '\0' && strspn(cell, "0123456789.") == strlen(cell);
}

/* Points alone: the rate less the points. Where households halve or double the points say little of
 * the poor, and progress asks whether it is the same unit. */
static bool do_points(const random_cells *plan, random_cells *result)
{
    const char *points = plan->cell[POV_REDUCTION_PP];
    char number_of[48];
    pov_stated rate, cut;
    pov_buffer left = {0};

    if (now.plan.growth == RANDOM_ANY || !is_plain(plan->cell[POV_POOR_RATE]) ||
        points[0] == '\0' || points[0] == '<' || plan->cell[POV_REDUCTION_HOUSEHOLDS][0] != '\0' ||
        plan->cell[POV_RELATIVE_REDUCTION][0] != '\0') {
        return false;
    }
    done(number_of, points, false);
    if (pov_stated_read(plan->cell[POV_POOR_RATE], strlen(plan->cell[POV_POOR_RATE]), POV_KIND_RATE,
                        false, &rate, NULL) != POV_VALUE ||
        pov_stated_read(number_of, strlen(number_of), POV_KIND_POINTS, true, &cut, NULL) !=
            POV_VALUE ||
        rate.face < cut.face) {
        return false;
    }
    pov_write_ticks(&left, rate.face - cut.face,
                    rate.digits > cut.digits ? rate.digits : cut.digits, pov_numerals_plain);
    (void)snprintf(result->cell[POV_POOR_RATE], 48, "%s", pov_buffer_get(&left));
    pov_buffer_fini(&left);
    return true;
}

/* Whether the row says what is to be left of the poor: a count, a rate, or a change of a count. */
static bool do_row(const random_cells *plan, random_cells *result)
{
    static const pov_quantity same[][2] = {{POV_REMAINING_POOR, POV_POOR},
                                           {POV_REMAINING_RATE, POV_POOR_RATE},
                                           {POV_REMAINING_NEAR_POOR, POV_NEAR_POOR},
                                           {POV_REMAINING_NEAR_POOR_RATE, POV_NEAR_POOR_RATE},
                                           {POV_TARGET_HOUSEHOLDS, POV_HOUSEHOLDS}};
    const char *cut_by = plan->cell[POV_REDUCTION_HOUSEHOLDS];
    char number_of[48];

    *result = (random_cells){0};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        /* "over 1,000" beside a rate: 1,000 would mean fewer households than the plan counts on */
        if (i < 2 || is_plain(plan->cell[same[i][0]])) {
            done(result->cell[same[i][1]], plan->cell[same[i][0]], true);
        }
    }
    if (plan->cell[POV_REMAINING_POOR][0] == '\0' && plan->cell[POV_REMAINING_RATE][0] == '\0' &&
        is_plain(plan->cell[POV_POOR]) && cut_by[0] != '\0' && cut_by[0] != '<') {
        done(number_of, cut_by, false);
        (void)snprintf(
            result->cell[POV_POOR], 48, "%" PRId64,
            (int64_t)(strtoll(plan->cell[POV_POOR], NULL, 10) - strtoll(number_of, NULL, 10)));
    }
    return result->cell[POV_POOR][0] != '\0' || result->cell[POV_POOR_RATE][0] != '\0' ||
           do_points(plan, result);
}

/* Of so many more or fewer households progress asks whether it is the same unit: as where they are
 * drawn freely, or where exactly 29.269% is done of "<=29.269", which stands for 12 of 41. */
static bool may_be_another(const random_cells *plan, const char *line)
{
    bool wild = now.plan.growth == RANDOM_ANY || now.plan.growth == RANDOM_STATED;
    const char *rate = plan->cell[POV_REMAINING_RATE];

    return has_text(line, "reason", "another_unit") &&
           (wild || !is_plain(rate)); /* 36.842 + 13.2 is no rate of 38 households */
}

static void check_done(void)
{
    static random_plan result; /* large */
    static document d;
    bool judged[RANDOM_ROWS_MAX];
    pov_buffer text = {0};

    result = now.plan;
    result.year++;
    for (int r = 0; r < result.count; r++) {
        judged[r] = do_row(&now.plan.row[r], &result.row[r]);
    }
    random_plan_write(&result, NULL, &text);
    write_file(FILE_OTHER, &text);
    read_document(&d, run("progress -q --format json %s %s", path[FILE_PLAN], path[FILE_OTHER]));
    for (size_t i = 0; i < d.count[ROWS]; i++) {
        int row = row_of(&now.plan, d.line[ROWS][i]);
        if (row >= 0 && judged[row] && !has_text(d.line[ROWS][i], "verdict", "met") &&
            !may_be_another(&now.plan.row[row], d.line[ROWS][i])) {
            char verdict[64];
            copy_value(d.line[ROWS][i], "verdict", verdict, sizeof verdict);
            fails(DONE_IS_MET, "%s is %s: %s\nThe result:\n%s\nThe plan:", now.plan.name[row],
                  verdict, d.line[ROWS][i], pov_buffer_get(&text));
        }
    }
    end_program_run(&d.run);
    pov_buffer_fini(&text);
}

/* ---- every command, in every format ---- */

static void check_json(const char *command, const char *more, property p, bool always)
{
    static document d;

    read_document(&d, run("%s -q --format json%s %s", command, more, path[FILE_PLAN]));
    if (always && is_refused(&d.run)) {
        fails(ANSWERS, "%s", d.run.err != NULL ? d.run.err : "");
    }
    check_values(&d, p);
    end_program_run(&d.run);
}

enum { COMMANDS = 8 };

/* One command in one format: that it ends, and says something. */
static void run_a_format(int64_t of, int64_t turn)
{
    static const char *const commands[] = {"rates",  "targets",  "check",    "trend",
                                           "rollup", "progress", "allocate", "report"};
    static const char *const formats[] = {"table", "csv", "markdown", "json"};
    static const char *const allocate[] = {"--reduction-pp 0.5", "--by households --reduction-pp 1",
                                           "--by excess --remaining-rate 2",
                                           "--max-cut 50% --reduction-households 9"};
    const char *command = commands[of % COMMANDS], *format = formats[turn % 4];
    bool two = strcmp(command, "progress") == 0 || strcmp(command, "report") == 0 ||
               strcmp(command, "trend") == 0;
    bool spreads = strcmp(command, "allocate") == 0;
    bool solves = !spreads && strcmp(command, "trend") != 0 && strcmp(command, "rollup") != 0;

    if (strcmp(command, "report") == 0) { /* a page's charts cost as much as a hundred plans */
        format = turn % 200 == 7 ? "html" : "markdown";
    } else if (strcmp(command, "check") == 0 && strcmp(format, "csv") == 0) {
        format = "lines";
    }
    program_run r =
        run("%s --lang %s --format %s %s %s %s %s", command, turn % 3 == 0 ? "vi" : "en", format,
            solves && turn % 2 == 0 ? now.options : "", spreads ? allocate[turn / 4 % 4] : "-q",
            path[FILE_PLAN], two ? path[FILE_NEXT] : "-q");
    end_program_run(&r);
}

/* With the options that are true of the plan, and without any. */
static void check_solving(void)
{
    static document targets, check;
    random_growth growth = now.plan.growth;
    bool any = growth == RANDOM_ANY || (growth == RANDOM_STATED && now.number % 2 == 0);
    bool assumed_too = any || growth != RANDOM_STATED;

    read_document(&targets, run("targets -q --format json %s", path[FILE_PLAN]));
    check_truth(&targets, false);
    check_values(&targets, IN_TARGETS);
    end_program_run(&targets.run);
    read_document(&targets, run("targets -q --format json %s %s", now.options, path[FILE_PLAN]));
    if (is_refused(&targets.run)) {
        fails(ANSWERS, "%s", targets.run.err != NULL ? targets.run.err : "");
    }
    check_truth(&targets, assumed_too && !follows_an_aim(&targets));
    check_values(&targets, IN_TARGETS);
    read_document(&check, run("check -q --format json %s", path[FILE_PLAN]));
    check_findings(&check, NO_ERROR, false);
    if (growth != RANDOM_ANY && now.plan.complete && !now.plan.ranges) {
        check_findings(&check, NO_WARNING_UNASKED, true);
    }
    end_program_run(&check.run);
    read_document(&check, run("check -q --format json %s %s", now.options, path[FILE_PLAN]));
    check_findings(&check, NO_ERROR, false);
    if (assumed_too && now.plan.complete && !now.plan.ranges) {
        check_findings(&check, NO_WARNING, true);
    }
    check_order(&targets, &check);
    end_program_run(&targets.run);
    end_program_run(&check.run);
}

static void check_other_commands(void)
{
    static document d;
    char next[128];

    (void)snprintf(next, sizeof next, " %s", path[FILE_NEXT]);
    check_json("rates", "", IN_RATES, true);
    check_json("trend", next, IN_TREND, true);
    check_json("rollup", "", IN_ROLLUP, false);
    check_json("allocate", " --reduction-households 5", IN_ALLOCATE, false);
    read_document(&d, run("progress -q --format json %s %s", path[FILE_PLAN], path[FILE_NEXT]));
    check_values(&d, IN_PROGRESS);
    end_program_run(&d.run);
}

static void set_options(void)
{
    static const char *const growths[] = {"", " --growth 0..2%", " --growth any", ""};
    const char *growth = growths[now.plan.growth];

    if (now.plan.growth == RANDOM_STATED && now.number % 2 == 0) {
        growth = " --growth any";
    }
    (void)snprintf(now.options, sizeof now.options, "%s%s", growth,
                   now.plan.complete && now.number % 3 == 0 ? " --complete" : "");
}

static void try_plan(int64_t number, uint64_t seed)
{
    pov_buffer text = {0}, next = {0};

    now.number = number;
    now.random = check_random_seed(seed, (uint64_t)number);
    random_plan_make(&now.plan, &now.random);
    random_plan_next(&now.plan, &now.next, &now.random);
    random_plan_write(&now.plan, NULL, &text);
    random_plan_write(&now.next, NULL, &next);
    write_file(FILE_PLAN, &text);
    write_file(FILE_NEXT, &next);
    now.text = pov_buffer_get(&text);
    set_options();
    if (only_commands()) {
        for (int64_t of = 0; of < COMMANDS; of++) {
            run_a_format(of, now.number + of);
        }
    } else if (only_done()) {
        check_done();
    } else {
        check_solving();
        check_other_commands();
        run_a_format(now.number, now.number / COMMANDS);
        check_fixes();
        check_read_back("rates", RATES_BACK);
        check_read_back("targets", TARGETS_BACK);
        check_bounds_read();
        check_done();
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&next);
}

/* ---- the run ---- */

static int try_plans(void **state)
{
    static const char *const names[] = {"plan.csv", "next.csv", "other.csv"};
    const char *temporary = getenv("TMPDIR");
    int64_t first = number_from("POV_FIRST", 0), plans = number_from("POV_PLANS", PLANS_USUAL);
    uint64_t seed = (uint64_t)number_from("POV_SEED", 20230315);
    struct sigaction catching = {.sa_handler = died}, usual;

    (void)state;
    (void)snprintf(folder, sizeof folder, "%.40s/properties.XXXXXX",
                   temporary != NULL ? temporary : "/tmp");
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    for (int f = 0; f < FILE_COUNT; f++) {
        (void)snprintf(path[f], sizeof path[f], "%s/%s", folder, names[f]);
    }
    print_message("POV_SEED=%" PRIu64 ", plans %" PRId64 " to %" PRId64 " in %s\n", seed, first,
                  first + plans - 1, folder);
    assert_int_equal(sigaction(SIGABRT, &catching, &usual), 0);
    for (int64_t i = first; i < first + plans; i++) {
        try_plan(i, seed);
    }
    assert_int_equal(sigaction(SIGABRT, &usual, NULL), 0);
    return 0;
}

static int remove_files(void **state)
{
    (void)state;
    for (int f = 0; f < FILE_COUNT; f++) {
        (void)unlink(path[f]);
    }
    for (size_t p = 0; p < PROPERTY_COUNT; p++) {
        pov_buffer_fini(&failed[p].example);
    }
    return rmdir(folder);
}

static void a_property(void **state)
{
    const property p = *(const property *)*state;
    int64_t plans = number_from("POV_PLANS", PLANS_USUAL);
    const char *until = properties[p].until;

    if ((only_commands() && p != NO_CRASH) || (only_done() && p != DONE_IS_MET)) {
        skip();
    }
    if (failed[p].plans > 0) {
        print_message("%s: fails for %" PRId64 " of %" PRId64 " plans%s%s\n", properties[p].text,
                      failed[p].plans, plans, until != NULL ? ", until: " : "",
                      until != NULL ? until : "");
    }
    if (failed[p].plans > 0 && (until == NULL || getenv("POV_SHOW") != NULL)) {
        (void)fprintf(stderr, "%s\n", pov_buffer_get(&failed[p].example));
    }
    if (failed[p].plans > 0 && until == NULL) {
        fail_msg("%s: does not hold", properties[p].text);
    }
    if (failed[p].plans == 0 && until != NULL && plans >= properties[p].sure) {
        fail_msg("%s: now holds: remove the mark (%s)", properties[p].text, until);
    }
}

int main(void)
{
    static property which[PROPERTY_COUNT];
    struct CMUnitTest tests[PROPERTY_COUNT];

    for (size_t p = 0; p < PROPERTY_COUNT; p++) {
        which[p] = (property)p;
        tests[p] = (struct CMUnitTest){
            .name = properties[p].text, .test_func = a_property, .initial_state = &which[p]};
    }
    return cmocka_run_group_tests(tests, try_plans, remove_files);
}
