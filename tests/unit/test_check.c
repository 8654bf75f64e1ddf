/*
 * check: for every rule a plan that trips it and one that comes just short of it; slips in tables
 * that were right; and plans made from true counts by rounding, of which nothing may be said.
 */
#include "plans.h"

#include "calculator/check/check.h"
#include "output/report.h"

typedef struct line {
    const char *unit, *parent, *cells;
} line;

typedef struct expected {
    const char *rule;
    pov_severity severity;
    size_t row;
    const char *column;  /* "" for the row */
    const char *message; /* a part of the English text */
} expected;

typedef struct check_case {
    const char *name;
    line rows[8];
    const char *growth; /* NULL: 0; "any"; "2": 0 to 2 percent */
    bool complete, strict;
    expected found[6]; /* in order; ends with a NULL message */
} check_case;

static const check_case cases[] = {
    /* rate: 70 of 1,000 is 7.00%; 69.5 would be the least that rounds to it */
    {"rate",
     {{"A", NULL, "households=1000 poor=50 poor_rate=7.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "7.00% is stated, but 50 of 1,000 households is 5.00%"}}},
    {"rate, a tie",
     {{"A", NULL, "households=1000 poor=69 poor_rate=7.0"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "is 6.90%"}}},
    {"rate, just short",
     {{"A", NULL, "households=2000 poor=139 poor_rate=7.0"}},
     NULL,
     false,
     false,
     {{0}}},
    {"rate by an identity",
     {{"A", NULL, "households=1000 near_poor=20 multi_poor=70 poor_rate=7.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "50 of 1,000"}}},
    {"a rate above zero of no poor",
     {{"A", NULL, "poor=0 poor_rate=3.00"}},
     NULL,
     false,
     false,
     {{"households", POV_ERROR, 0, "poor_rate", "no whole number of households"}}},
    {"a remaining rate above zero of none",
     {{"A", NULL, "households=54 poor=7 remaining_poor=0 remaining_rate=4.0"}},
     NULL,
     false,
     false,
     {{"households", POV_ERROR, 0, "remaining_rate", "no whole number of households"}}},
    {"a commune without poor",
     {{"A", NULL, "households=14 poor=0 poor_rate=0.00"}},
     NULL,
     false,
     false,
     {{0}}},
    /* households: 100 at 1.00% are 9,951 to 10,050; 200 at 2.10% are 9,502 to 9,546 */
    {"households",
     {{"A", NULL, "poor=100 poor_rate=1.00 near_poor=200 near_poor_rate=2.10"}},
     NULL,
     false,
     false,
     {{"households", POV_ERROR, 0, "near_poor_rate",
       "200 at 2.10% means 9,502-9,546 households, but 100 at 1.00% means 9,951-10,050"}}},
    {"households, just short",
     {{"A", NULL, "poor=100 poor_rate=1.00 near_poor=200 near_poor_rate=2.01"}},
     NULL,
     false,
     false,
     {{0}}},
    {"households, none",
     {{"A", NULL, "poor=5 poor_rate=7.97"}},
     NULL,
     false,
     false,
     {{"households", POV_ERROR, 0, "poor_rate", "5 is 7.97% of no whole number of households"}}},
    {"households of the target year",
     {{"A", NULL,
       "remaining_poor=100 remaining_rate=1.00 remaining_near_poor=200 "
       "remaining_near_poor_rate=2.10"}},
     NULL,
     false,
     false,
     {{"households", POV_ERROR, 0, "remaining_near_poor_rate", "9,502-9,546"}}},
    /* remaining: 851 - 180 = 671 */
    {"remaining",
     {{"A", NULL, "poor=851 reduction_households=180 remaining_poor=617"}},
     NULL,
     false,
     false,
     {{"remaining", POV_ERROR, 0, "remaining_poor", "617 is stated, but 851 less 180 is 671"}}},
    {"remaining, about",
     {{"A", NULL, "poor=851 reduction_households=~180 remaining_poor=676"}},
     NULL,
     false,
     false,
     {{0}}},
    {"remaining, past about",
     {{"A", NULL, "poor=851 reduction_households=~180 remaining_poor=677"}},
     NULL,
     false,
     false,
     {{"remaining", POV_ERROR, 0, "remaining_poor", "is 666-676"}}},
    /* multi */
    {"multi",
     {{"A", NULL, "poor=100 near_poor=200 multi_poor=301"}},
     NULL,
     false,
     false,
     {{"multi", POV_ERROR, 0, "multi_poor", "301 is stated, but 100 and 200 together are 300"}}},
    {"multi rates",
     {{"A", NULL, "poor_rate=1.00 near_poor_rate=2.00 multi_poor_rate=3.02"}},
     NULL,
     false,
     false,
     {{"multi", POV_ERROR, 0, "multi_poor_rate", "3.02% is stated"}}},
    {"multi rates, just short",
     {{"A", NULL, "poor_rate=1.00 near_poor_rate=2.00 multi_poor_rate=3.01"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 104 of 10,000 is 1.04, 1.0; 104 is 1.0; together 208 is 2.1, but 1.0 and 1.0 are printed as
     * 2.0 */
    {"a sum of rounded rates",
     {{"A", NULL,
       "households=10000 poor=104 poor_rate=1.0 near_poor=104 near_poor_rate=1.0 multi_poor=208 "
       "multi_poor_rate=2.0"}},
     NULL,
     false,
     false,
     {{"rounded-sum", POV_NOTE, 0, "multi_poor_rate",
       "2.0% is the sum of rounded rates; the counts give 2.08%"}}},
    /* range */
    {"range",
     {{"A", NULL, "households=14 poor=15"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor", "15 is stated, but there are only 14 households"}}},
    {"range, more remain than grow",
     {{"A", NULL, "households=100 poor=10 remaining_poor=101"}},
     NULL,
     false,
     false,
     {{"range", POV_WARNING, 0, "remaining_poor",
       "101 is stated, but there are only 100 households; it holds if they grow to that"}}},
    {"range, all remain",
     {{"A", NULL, "households=100 poor=10 remaining_poor=100"}},
     NULL,
     false,
     false,
     {{"target", POV_NOTE, 0, "remaining_poor", "leaves 100, more than the 10"}}},
    {"range, all poor",
     {{"A", NULL, "households=14 poor=14 poor_rate=100"}},
     NULL,
     false,
     false,
     {{0}}},
    {"range of a group",
     {{"A", NULL, "poor=100"}, {"A", NULL, "group=ethnic_minority poor=101"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 1, "poor",
       "101 is stated for this group, but A as a whole has only 100"}}},
    {"range of a part",
     {{"P", NULL, "poor=100"}, {"M", "P", "level=area poor=101"}, {"N", "P", "level=area poor=60"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 1, "poor", "101 is stated, but P as a whole has only 100"}}},
    {"parts may overlap",
     {{"P", NULL, "poor=100"}, {"M", "P", "level=area poor=80"}, {"N", "P", "level=area poor=60"}},
     NULL,
     false,
     false,
     {{0}}},
    {"range of persons",
     {{"A", NULL, "persons=100 poor_persons=101"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor_persons", "101 is stated, but there are only 100 persons"}}},
    {"a person in each household",
     {{"A", NULL, "households=100 persons=99"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "persons", "99 is stated, but households is 100"}}},
    {"a person in each household, just so",
     {{"A", NULL, "households=100 persons=100"}},
     NULL,
     false,
     false,
     {{0}}},
    {"a person in each poor household",
     {{"A", NULL, "poor=59365 poor_persons=18942"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor_persons", "18,942 is stated, but poor is 59,365"}}},
    {"a person in each household that is not poor",
     {{"A", NULL, "households=100 poor=40 persons=400 poor_persons=341"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor_persons", "59 are not, in 60 households"}}},
    {"a person in each of them, just so",
     {{"A", NULL, "households=100 poor=40 persons=400 poor_persons=340"}},
     NULL,
     false,
     false,
     {{0}}},
    {"all households are poor, not all persons",
     {{"A", NULL, "households=100 poor=100 persons=400 poor_persons=399"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor_persons", "1 are not, in 0 households"}}},
    {"poor persons without a poor household",
     {{"A", NULL, "poor=0 poor_persons=5"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor_persons", "5 is stated, but poor is 0"}}},
    {"columns that were swapped",
     {{"A", NULL, "households=50 poor=1000 poor_rate=5.00"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "poor", "; households and poor seem to be swapped"}}},
    {"poor and near-poor that were swapped, in all rows",
     {{"P", NULL, "households=3000 poor=110 poor_rate=7.33 near_poor=220 near_poor_rate=3.67"},
      {"A", "P", "households=1000 poor=50 poor_rate=8.00 near_poor=80 near_poor_rate=5.00"},
      {"B", "P", "households=2000 poor=60 poor_rate=7.00 near_poor=140 near_poor_rate=3.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "3.67%; poor and near_poor seem to be swapped"},
      {"rate", POV_ERROR, 0, "near_poor_rate", "poor and near_poor seem to be swapped"},
      {"rate", POV_ERROR, 1, "poor_rate", "poor and near_poor seem to be swapped"},
      {"rate", POV_ERROR, 1, "near_poor_rate", "poor and near_poor seem to be swapped"},
      {"rate", POV_ERROR, 2, "poor_rate", "poor and near_poor seem to be swapped"},
      {"rate", POV_ERROR, 2, "near_poor_rate", "poor and near_poor seem to be swapped"}}},
    {"a count and a rate that were swapped",
     {{"A", NULL, "households=1000 poor=7 poor_rate=70"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "is 0.70%; poor and poor_rate seem to be swapped"}}},
    {"remaining and reduction that were swapped",
     {{"A", NULL,
       "poor=100 poor_rate=10.00 reduction_households=80 remaining_poor=20 remaining_rate=8.00"}},
     NULL,
     false,
     false,
     {{"growth", POV_WARNING, 0, "remaining_rate",
       "; reduction_households and remaining_poor seem to be swapped"}}},
    {"what follows from a wrong rate",
     {{"A", NULL,
       "households=10000 poor=600 poor_rate=60.00 reduction_pp=1.50 remaining_rate=4.50"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "600 of 10,000 households is 6.00%"},
      {"points", POV_WARNING, 0, "reduction_pp", "points; poor_rate 6.00% would fix this"}}},
    {"fractions in a whole column",
     {{"A", NULL, "poor_rate=0.0797"}, {"B", NULL, "poor_rate=0.1203"}},
     NULL,
     false,
     false,
     {{"fraction", POV_WARNING, 0, "poor_rate", "0.0797% would be 7.97%"}}},
    {"small rates",
     {{"A", NULL, "poor_rate=0.08"}, {"B", NULL, "poor_rate=0.12"}},
     NULL,
     false,
     false,
     {{0}}},
    /* target */
    {"a target year before the year",
     {{"A", NULL, "year=2022 target_year=2021 poor=100 remaining_poor=50"}},
     NULL,
     false,
     false,
     {{"target", POV_ERROR, 0, "", "the target year 2021 is not after 2022"}}},
    {"a target year after the year",
     {{"A", NULL, "year=2022 target_year=2023 poor=100 remaining_poor=50"}},
     NULL,
     false,
     false,
     {{0}}},
    {"more points than the rate",
     {{"A", NULL, "poor_rate=10.00 target_year=2023 reduction_pp=50"}},
     NULL,
     false,
     false,
     {{"target", POV_ERROR, 0, "reduction_pp",
       "if 50% of it is meant, that is 5.00 percentage points"}}},
    {"all points of the rate, rounded",
     {{"A", NULL, "poor_rate=4.97 target_year=2023 reduction_pp=5"}},
     NULL,
     false,
     false,
     {{0}}},
    {"more households than the poor",
     {{"A", NULL, "poor=100 target_year=2023 reduction_households=101"}},
     NULL,
     false,
     false,
     {{"target", POV_ERROR, 0, "reduction_households", "101 is stated, but poor is only 100"}}},
    {"all of the poor",
     {{"A", NULL, "poor=100 target_year=2023 reduction_households=100"}},
     NULL,
     false,
     false,
     {{0}}},
    {"two targets for one year",
     {{"A", NULL, "year=2022 target_year=2025 remaining_poor=100"},
      {"A", NULL, "year=2024 target_year=2025 remaining_poor=140"}},
     NULL,
     false,
     false,
     {{"target", POV_NOTE, 1, "remaining_poor",
       "the target for 2025 is 140 here, but 100 in line 2"}}},
    {"two targets for one year that agree",
     {{"A", NULL, "year=2022 target_year=2025 remaining_poor=100"},
      {"A", NULL, "year=2024 target_year=2025 remaining_poor=100"}},
     NULL,
     false,
     false,
     {{0}}},
    /* duplicate */
    {"duplicate",
     {{"A", NULL, "poor=1"}, {"A", NULL, "poor=2"}},
     NULL,
     false,
     false,
     {{"duplicate", POV_ERROR, 1, "",
       "duplicate row: line 2 has the same unit, group, year and standard, with other"}}},
    {"duplicate, the same figures",
     {{"A", NULL, "poor=1"}, {"A", NULL, "poor=1"}},
     NULL,
     false,
     false,
     {{"duplicate", POV_NOTE, 1, "", "with the same figures"}}},
    {"two standards of one year",
     {{"A", NULL, "year=2021 standard=a poor=1"}, {"A", NULL, "year=2021 standard=b poor=2"}},
     NULL,
     false,
     false,
     {{0}}},
    {"persons are added up too",
     {{"P", NULL, "persons=100"}, {"A", "P", "persons=60"}, {"B", "P", "persons=41"}},
     NULL,
     false,
     false,
     {{"sum", POV_ERROR, 0, "persons",
       "101 together, 1 more; one of these is wrong: persons 100, "
       "A persons 60, B persons 41"}}},
    {"a count that another unit has, too: which of them has it wrongly, nothing says",
     {{"P", NULL, "poor=210"},
      {"A", "P", "poor=60"},
      {"B", "P", "poor=60"},
      {"C", "P", "poor=100"}},
     NULL,
     true,
     false,
     {{"sum", POV_ERROR, 0, "poor",
       "10 more; one of these is wrong: poor 210, A poor 60, B poor 60, C poor 100"}}},
    {"two digits swapped",
     {{"P", NULL, "poor=255"},
      {"A", "P", "poor=60"},
      {"B", "P", "poor=54"},
      {"C", "P", "poor=150"}},
     NULL,
     true,
     false,
     {{"sum", POV_ERROR, 0, "poor", "9 more; B, line 4: poor 45 would fix it"}}},
    {"a plan that leaves more than there are",
     {{"A", NULL, "year=2022 target_year=2023 households=1000 poor=100 remaining_poor=120"}},
     NULL,
     false,
     false,
     {{"target", POV_NOTE, 0, "remaining_poor", "leaves 120, more than the 100"}}},
    {"an outcome with more",
     {{"A", NULL, "year=2022 target_year=2023 kind=outcome poor=100 remaining_poor=120"}},
     NULL,
     false,
     false,
     {{0}}},
    /* parent-target: 20 + 30 = 50 of 2,000; 2.5 points; 180 + 170 = 350 are left; of 970 households
       each, 17.5 and 16.5% are 329, 71 fewer than 400 */
    {"households promised, points in the units",
     {{"P", NULL, "households=2000 poor=400 reduction_households=100"},
      {"A", "P", "households=1000 poor=200 reduction_pp=2"},
      {"B", "P", "households=1000 poor=200 reduction_pp=3"}},
     NULL,
     false,
     false,
     {{"parent-target", POV_WARNING, 0, "reduction_households",
       "promise together is 50, at most 71"}}},
    {"a number to remain, points in the units",
     {{"P", NULL, "households=2000 poor=400 remaining_poor=300"},
      {"A", "P", "households=1000 poor=200 reduction_pp=2"},
      {"B", "P", "households=1000 poor=200 reduction_pp=3"}},
     NULL,
     false,
     false,
     {{"parent-target", POV_WARNING, 0, "remaining_poor", "leaves 350 together"}}},
    {"a rate to remain, points in the units",
     {{"P", NULL, "households=2000 poor=400 remaining_rate=15.00"},
      {"A", "P", "households=1000 poor=200 reduction_pp=2"},
      {"B", "P", "households=1000 poor=200 reduction_pp=3"}},
     NULL,
     false,
     false,
     {{"parent-target", POV_WARNING, 0, "remaining_rate", "leaves 17.50% together"}}},
    {"they promise enough",
     {{"P", NULL, "households=2000 poor=400 reduction_households=50 remaining_rate=17.50"},
      {"A", "P", "households=1000 poor=200 reduction_pp=2"},
      {"B", "P", "households=1000 poor=200 reduction_pp=3"}},
     NULL,
     false,
     false,
     {{0}}},
    /* series: what remained of an outcome is the next baseline, unless it was revised */
    {"series",
     {{"A", NULL, "year=2022 target_year=2023 kind=outcome poor=100 remaining_poor=80"},
      {"A", NULL, "year=2023 target_year=2024 poor=90 remaining_poor=70"}},
     NULL,
     false,
     false,
     {{"series", POV_WARNING, 1, "poor",
       "90 is stated, but line 2 has 80 for the end of the same"}}},
    {"series, two baselines by their rates",
     {{"A", NULL, "year=2022 target_year=2023 poor=100 poor_rate=10.00"},
      {"A", NULL, "year=2022 target_year=2025 households=1010"}},
     NULL,
     false,
     false,
     {{"series", POV_WARNING, 1, "households", "1,010 is stated, but line 2 has 1,000 for"}}},
    {"series, the same",
     {{"A", NULL, "year=2022 target_year=2023 kind=outcome poor=100 remaining_poor=80"},
      {"A", NULL, "year=2023 target_year=2024 poor=80 remaining_poor=70"}},
     NULL,
     false,
     false,
     {{0}}},
    {"series, the end of a plan is no state",
     {{"A", NULL, "year=2022 target_year=2023 poor=100 remaining_poor=80"},
      {"A", NULL, "year=2023 target_year=2024 poor=90 remaining_poor=70"}},
     NULL,
     false,
     false,
     {{0}}},
    /* sum */
    {"sum exceeds",
     {{"P", NULL, "poor=100"}, {"A", "P", "poor=60"}, {"B", "P", "poor=41"}},
     NULL,
     false,
     false,
     {{"sum", POV_ERROR, 0, "poor", "100 is stated, but its 2 units have 101 together, 1 more"}}},
    {"sum, exact",
     {{"P", NULL, "poor=101"}, {"A", "P", "poor=60"}, {"B", "P", "poor=41"}},
     NULL,
     false,
     false,
     {{0}}},
    {"sum short, complete",
     {{"P", NULL, "poor=102"}, {"A", "P", "poor=60"}, {"B", "P", "poor=41"}},
     NULL,
     true,
     false,
     {{"sum", POV_ERROR, 0, "poor", "101 together, 1 fewer"}}},
    {"sum short, households add up",
     {{"P", NULL, "households=30 poor=12"},
      {"A", "P", "households=10 poor=6"},
      {"B", "P", "households=20 poor=4"}},
     NULL,
     false,
     false,
     {{"sum", POV_ERROR, 0, "poor", "10 together, 2 fewer"}}},
    {"sum short, another count adds up",
     {{"P", NULL, "poor=102 near_poor=5"},
      {"A", "P", "poor=30 near_poor=2"},
      {"B", "P", "poor=31 near_poor=3"}},
     NULL,
     false,
     false,
     {{"sum", POV_WARNING, 0, "poor", "only if a unit is missing"}}},
    {"sum short by less than any unit",
     {{"P", NULL, "poor=120"}, {"A", "P", "poor=60"}, {"B", "P", "poor=41"}},
     NULL,
     false,
     false,
     {{"sum", POV_WARNING, 0, "poor", "19 fewer"}}},
    {"sum short by a unit",
     {{"P", NULL, "poor=142"}, {"A", "P", "poor=60"}, {"B", "P", "poor=41"}},
     NULL,
     false,
     false,
     {{"partial", POV_NOTE, 0, "poor", "142 is stated, and the 2 units listed have 101 of it"}}},
    {"urban and rural",
     {{"P", NULL, "poor=100"},
      {"P", NULL, "group=urban poor=30"},
      {"P", NULL, "group=rural poor=60"}},
     NULL,
     false,
     false,
     {{"sum", POV_ERROR, 0, "poor", "90 together, 10 fewer"}}},
    {"other groups are no partition",
     {{"P", NULL, "poor=100"},
      {"P", NULL, "group=ethnic_minority poor=30"},
      {"P", NULL, "group=women poor=60"}},
     NULL,
     false,
     false,
     {{0}}},
    {"districts and communes are two lists",
     {{"P", NULL, "poor=100"},
      {"A", "P", "level=district poor=60"},
      {"B", "P", "level=district poor=40"},
      {"C", "P", "level=commune poor=30"},
      {"D", "P", "level=commune poor=30"}},
     NULL,
     false,
     false,
     {{"partial", POV_NOTE, 0, "poor", "60 of it"}}},
    {"a unit leaves the count out",
     {{"P", NULL, "poor=100"}, {"A", "P", "poor=60"}, {"B", "P", "near_poor=1"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 10 at 10.0% are 100 households */
    {"derived households exceed",
     {{"P", NULL, "poor=10 poor_rate=10.0"},
      {"A", "P", "households=80"},
      {"B", "P", "households=40"}},
     NULL,
     false,
     false,
     {{"sum", POV_ERROR, 0, "households",
       "its other figures give 100, but its 2 units have 120 together"}}},
    {"reductions may be negative",
     {{"P", NULL, "reduction_households=5"},
      {"A", "P", "reduction_households=-3"},
      {"B", "P", "reduction_households=9"}},
     NULL,
     false,
     false,
     {{0}}},
    {"reductions exceed",
     {{"P", NULL, "reduction_households=5"},
      {"A", "P", "reduction_households=3"},
      {"B", "P", "reduction_households=9"}},
     NULL,
     false,
     false,
     {{"sum", POV_WARNING, 0, "reduction_households", "12 together"}}},
    {"ranges, ends apart",
     {{"P", NULL, "poor=160-280"}, {"A", "P", "poor=100-200"}, {"B", "P", "poor=70-80"}},
     NULL,
     false,
     false,
     {{"sum", POV_WARNING, 0, "poor", "add up to 170-280"}}},
    {"ranges, equal",
     {{"P", NULL, "poor=170-280"}, {"A", "P", "poor=100-200"}, {"B", "P", "poor=70-80"}},
     NULL,
     false,
     false,
     {{0}}},
    /* parent-rate: 500 of 6,000 is 8.33% */
    {"parent rate",
     {{"P", NULL, "households=6000 poor_rate=12.00"},
      {"A", "P", "households=1000 poor=50"},
      {"B", "P", "households=5000 poor=450"}},
     NULL,
     false,
     false,
     {{"parent-rate", POV_ERROR, 0, "poor_rate",
       "12.00% is stated, but its 2 units together have 8.33%"}}},
    {"parent rate, right",
     {{"P", NULL, "households=6000 poor_rate=8.33"},
      {"A", "P", "households=1000 poor=50"},
      {"B", "P", "households=5000 poor=450"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 416 of 2,366 is 17.58%; 22.22% and 20.00% are only assumed of its units */
    {"parent rate beside what is assumed",
     {{"P", NULL, "year=2015 target_year=2020 households=2366 poor_rate=17.58"},
      {"A", "P",
       "year=2015 target_year=2020 poor=16 target_households=72 reduction_households=-55 "
       "remaining_rate=98.61"},
      {"B", "P",
       "year=2015 target_year=2020 poor=400 target_households=2000 reduction_households=100 "
       "remaining_rate=15.00"}},
     NULL,
     true,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on 12.4"}}},
    {"parent rate outside its parts",
     {{"P", NULL, "poor_rate=7.02"},
      {"P", NULL, "group=urban poor_rate=3.00"},
      {"P", NULL, "group=rural poor_rate=7.00"}},
     NULL,
     false,
     false,
     {{"parent-rate", POV_ERROR, 0, "poor_rate", "2.99-7.01%"}}},
    {"parent rate at the edge",
     {{"P", NULL, "poor_rate=7.01"},
      {"P", NULL, "group=urban poor_rate=7.00"},
      {"P", NULL, "group=rural poor_rate=7.00"}},
     NULL,
     false,
     false,
     {{0}}},
    /* flow: 1,000 - 120 - 10 + 5 + 3 + 7 + 2 = 887 */
    {"flow",
     {{"A", NULL,
       "start_poor=1000 escaped=120 other_decrease=10 from_near_poor=5 relapsed=3 newly_poor=7 "
       "other_increase=2 poor=927"}},
     NULL,
     false,
     false,
     {{"flow", POV_ERROR, 0, "poor",
       "927 are stated at the end of the year, but the flows leave 887"}}},
    {"flow, right",
     {{"A", NULL,
       "start_poor=1000 escaped=120 other_decrease=10 from_near_poor=5 relapsed=3 newly_poor=7 "
       "other_increase=2 poor=887"}},
     NULL,
     false,
     false,
     {{0}}},
    {"flow, a gap",
     {{"A", NULL, "start_poor=1000 escaped=120 newly_poor=7 poor=927"}},
     NULL,
     false,
     false,
     {{"flow", POV_WARNING, 0, "poor", "it holds if other_increase is 40"}}},
    {"flow, ways out only",
     {{"A", NULL, "start_poor=1000 escaped=120 poor=900"}},
     NULL,
     false,
     false,
     {{0}}},
    {"flow, more left than printed ways allow",
     {{"A", NULL, "start_poor=1000 escaped=120 other_decrease=0 poor=870"}},
     NULL,
     false,
     false,
     {{"flow", POV_ERROR, 0, "poor",
       "870 are stated at the end of the year, but the flows leave >=880"}}},
    {"flow from the year before",
     {{"A", NULL, "year=2021 poor=500"},
      {"A", NULL, "year=2022 escaped=80 newly_poor=20 poor=450"}},
     NULL,
     false,
     false,
     {{"flow", POV_WARNING, 1, "poor", "it holds if other_increase is 10"}}},
    {"flow across a change of standard",
     {{"A", NULL, "year=2021 standard=a poor=500"},
      {"A", NULL, "year=2022 standard=b escaped=80 newly_poor=20 poor=450"}},
     NULL,
     false,
     false,
     {{"standard-break", POV_NOTE, 1, "", "from a in 2021 to b in 2022"}}},
    {"flow, a revised start",
     {{"A", NULL, "year=2021 poor=500"}, {"A", NULL, "year=2022 start_poor=505 poor=450"}},
     NULL,
     false,
     false,
     {{"flow", POV_WARNING, 1, "start_poor", "505 at the start of the year, but line 2 has 500"}}},
    {"flow, more left than there were",
     {{"A", NULL, "start_poor=100 escaped=95 other_decrease=6 poor=20"}},
     NULL,
     false,
     false,
     {{"flow", POV_ERROR, 0, "escaped",
       "101 are stated to have left, but at the start of the year there were only 100"}}},
    {"flow, all left",
     {{"A", NULL, "start_poor=100 escaped=95 other_decrease=5 poor=20"}},
     NULL,
     false,
     false,
     {{0}}},
    {"flow, new are also those who fell back",
     {{"A", NULL,
       "start_poor=100 escaped=40 newly_poor=15 relapsed=5 other_increase=0 other_decrease=0 "
       "from_near_poor=0 poor=75"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 230 of 2,300 and 180 of 1,200 are the rates; with 14.00 the second row asks for 168 */
    {"wrong-line, two swapped",
     {{"A", NULL, "households=2300 poor=180 poor_rate=10.00"},
      {"B", NULL, "households=1200 poor=230 poor_rate=15.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "is 7.83%"},
      {"wrong-line", POV_NOTE, 0, "poor", "lines 2 and 3 would be right with the figure of"},
      {"rate", POV_ERROR, 1, "poor_rate", "is 19.17%"}}},
    {"wrong-line, one fits",
     {{"A", NULL, "households=2300 poor=180 poor_rate=10.00"},
      {"B", NULL, "households=1200 poor=230 poor_rate=14.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "poor_rate", "is 7.83%"},
      {"rate", POV_ERROR, 1, "poor_rate", "is 19.17%"}}},
    {"flow of the near-poor",
     {{"A", NULL, "start_near_poor=139 near_poor_escaped=43 newly_near_poor=22 near_poor=120"}},
     NULL,
     false,
     false,
     {{"flow", POV_WARNING, 0, "near_poor", "it holds if near_poor_other_increase is 2"}}},
    {"flow of the near-poor, right",
     {{"A", NULL, "start_near_poor=139 near_poor_escaped=43 newly_near_poor=22 near_poor=118"}},
     NULL,
     false,
     false,
     {{0}}},
    {"flow, more near-poor fell than there were",
     {{"A", NULL, "year=2021 near_poor=5"}, {"A", NULL, "year=2022 from_near_poor=100"}},
     NULL,
     false,
     false,
     {{"flow", POV_ERROR, 1, "from_near_poor", "100 are stated to have left"}}},
    {"flow, part of escaped",
     {{"A", NULL, "escaped=10 escaped_to_near_poor=11"}},
     NULL,
     false,
     false,
     {{"flow", POV_ERROR, 0, "escaped_to_near_poor",
       "11 escaped poverty to near-poor, but only 10"}}},
    /* growth, Tuy Đức: 15,248 / 15,025 and 15,255 / 15,021, docs/methods.md */
    {"growth",
     {{"A", NULL, "poor=4624 poor_rate=30.78 remaining_poor=2974 remaining_rate=19.50"}},
     NULL,
     false,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on 1.48-1.56% more households"}}},
    {"growth, not as stated",
     {{"A", NULL, "poor=4624 poor_rate=30.78 remaining_poor=2974 remaining_rate=19.39"}},
     "2",
     false,
     false,
     {{"growth", POV_WARNING, 0, "remaining_rate",
       "the figures mean 15,334-15,341 households in the target year, a change of 2.05-2.14% "
       "(before: 15,021-15,025, from 4,624 at 30.78%), but --growth is 0.00-2.00%"}}},
    /* 100 of 10,000 less 3 percent are 1.031%: 1.03 may be 1.035, 9,662 to 9,756 households */
    {"growth, just within belief",
     {{"A", NULL, "households=10000 remaining_poor=100 remaining_rate=1.03"}},
     NULL,
     false,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on 2.44-3.38% fewer households"}}},
    {"growth, beyond belief",
     {{"A", NULL, "households=10000 remaining_poor=100 remaining_rate=1.04"}},
     NULL,
     false,
     false,
     {{"growth", POV_WARNING, 0, "remaining_rate",
       "the figures mean 9,570-9,661 households in the target year, 3.39-4.30% fewer"}}},
    {"growth, beyond belief in two years",
     {{"A", NULL,
       "year=2020 target_year=2022 households=10000 remaining_poor=100 remaining_rate=1.04"}},
     NULL,
     false,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on 3.39-4.30% fewer households"}}},
    /* 500 at 4.90% are some 10,204, 2 percent more; 200 of 4,000 and 20 of 400 are 5.00%. Of 400
       households the 2 percent are eight, and no unit is known to three */
    {"growth, one unit alone",
     {{"P", NULL, "households=34000 poor=2000 remaining_poor=1700 remaining_rate=4.91"},
      {"A", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"B", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"C", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"D", "P", "households=4000 poor=200 remaining_poor=200 remaining_rate=5.00"}},
     NULL,
     false,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on "},
      {"growth", POV_WARNING, 4, "remaining_rate", "while P and all its other units fit"}}},
    {"growth, one unit alone by a few households",
     {{"P", NULL, "households=30400 poor=1820 remaining_poor=1520 remaining_rate=4.90"},
      {"A", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"B", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"C", "P", "households=10000 poor=600 remaining_poor=500 remaining_rate=4.90"},
      {"D", "P", "households=400 poor=20 remaining_poor=20 remaining_rate=5.00"}},
     NULL,
     false,
     false,
     {{"growth", POV_NOTE, 0, "", "the plan counts on "}}},
    {"rate, stated households of the target year",
     {{"A", NULL, "target_households=1000 remaining_poor=50 remaining_rate=7.00"}},
     NULL,
     false,
     false,
     {{"rate", POV_ERROR, 0, "remaining_rate",
       "7.00% is stated, but 50 of 1,000 households is 5.00%"}}},
    /* 25% less 450 of 2,100 is 3.57 points; less 424 of 2,100 is 4.81, within 4 to 6 */
    {"parent target",
     {{"P", NULL, "households=2000 poor=500 reduction_pp=5"},
      {"A", "P", "households=1000 poor=250 reduction_households=20"},
      {"B", "P", "households=1000 poor=250 reduction_households=30"}},
     NULL,
     false,
     false,
     {{"parent-target", POV_WARNING, 0, "reduction_pp",
       "5 percentage points is stated, but what its 2 units promise together is 2.50 percentage "
       "points, or at most "
       "3.57"}}},
    {"parent target, just short",
     {{"P", NULL, "households=2000 poor=500 reduction_pp=5"},
      {"A", "P", "households=1000 poor=250 reduction_households=30"},
      {"B", "P", "households=1000 poor=250 reduction_households=46"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 40 of 1,000 are 4.00%, not below 4.0% */
    {"below the parent",
     {{"P", NULL, "households=10000 target_households=10000 remaining_rate=4.0"},
      {"A", "P",
       "households=1000 target_households=1000 remaining_poor=40 remaining_rate=<parent"}},
     NULL,
     false,
     false,
     {{"partial", POV_NOTE, 0, "households", "the only unit listed has 1,000 of it"},
      {"below-parent", POV_WARNING, 1, "remaining_rate",
       "is to be below the rate of P, but the plan leaves 4.00%, and P 4.0%"}}},
    {"below the parent, just short",
     {{"P", NULL, "households=10000 target_households=10000 remaining_rate=4.0"},
      {"A", "P",
       "households=1000 target_households=1000 remaining_poor=39 remaining_rate=<parent"}},
     NULL,
     false,
     false,
     {{"partial", POV_NOTE, 0, "households", "the only unit listed has 1,000 of it"}}},
    {"all below the parent",
     {{"P", NULL, "households=2000"},
      {"A", "P", "households=1000 remaining_rate=<parent"},
      {"B", "P", "households=1000 remaining_rate=<parent"}},
     NULL,
     false,
     false,
     {{"below-parent", POV_ERROR, 1, "remaining_rate",
       "all 2 units of P are to be below its rate, which lies between theirs"}}},
    {"more remain than there will be",
     {{"A", NULL, "poor=50 reduction_households=10 target_households=39"}},
     NULL,
     false,
     false,
     {{"range", POV_ERROR, 0, "target_households",
       "only 39 households are stated, but remaining_poor is 40"}}},
    {"more remain than there will be, just short",
     {{"A", NULL, "poor=50 reduction_households=10 target_households=40"}},
     NULL,
     false,
     false,
     {{0}}},
    {"more may remain than there will be", /* 300 to 330 */
     {{"A", NULL, "poor=600 reduction_households=~300 target_households=310"}},
     NULL,
     false,
     false,
     {{0}}},
    /* reduction: the allowance of 2.00 points beside rates of two decimals is 0.005 + 0.01 */
    {"reduction",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=2.00 reduction_households=1984"}},
     NULL,
     false,
     false,
     {{"reduction", POV_WARNING, 0, "reduction_pp",
       "2.00 percentage points is stated, but 1,984 of 100,000 households is 1.98 percentage "
       "points"}}},
    {"reduction of rounded rates",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=2.00 reduction_households=1985"}},
     NULL,
     false,
     false,
     {{"rounded-sum", POV_NOTE, 0, "reduction_pp",
       "2.00 percentage points is the difference of rounded rates, but 1,985 of 100,000"}}},
    {"reduction, rounded",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=>=2.00 reduction_households=1996"}},
     NULL,
     false,
     false,
     {{"reduction-rounded", POV_NOTE, 0, "reduction_pp", "only after rounding"}}},
    {"reduction, rounded, strict",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=>=2.00 reduction_households=1996"}},
     NULL,
     false,
     true,
     {{"reduction-rounded", POV_WARNING, 0, "reduction_pp", "only after rounding"}}},
    {"reduction, met",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=>=2.00 reduction_households=2000"}},
     NULL,
     false,
     false,
     {{0}}},
    {"reduction exceeds",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=>=2.00 reduction_households=2021"}},
     NULL,
     false,
     false,
     {{"reduction-exceeds", POV_NOTE, 0, "reduction_pp", "2,021 of 100,000"}}},
    {"reduction, at the top",
     {{"A", NULL, "households=100000 poor=5000 reduction_pp=>=2.00 reduction_households=2020"}},
     NULL,
     false,
     false,
     {{0}}},
    /* points: 0.005 for each of the three */
    {"points",
     {{"A", NULL, "poor_rate=5.00 remaining_rate=3.00 reduction_pp=2.02"}},
     NULL,
     false,
     false,
     {{"points", POV_WARNING, 0, "reduction_pp",
       "2.02 percentage points is stated, but 5.00% less 3.00% is 2.00 percentage points"}}},
    {"points, just short",
     {{"A", NULL, "poor_rate=5.00 remaining_rate=3.00 reduction_pp=2.01"}},
     NULL,
     false,
     false,
     {{0}}},
    /* 5.00 and 3.00 may be sums of two rounded rates: 4.99 to 5.01 less 2.99 to 3.01 */
    {"points of both together",
     {{"A", NULL,
       "multi_poor_rate=5.00 remaining_multi_poor_rate=3.00 multi_poor_reduction_pp=2.03"}},
     NULL,
     false,
     false,
     {{"points", POV_WARNING, 0, "multi_poor_reduction_pp",
       "2.03 percentage points is stated, but 5.00% less 3.00% is 2.00 percentage points"}}},
    {"points of both together, just short",
     {{"A", NULL,
       "multi_poor_rate=5.00 remaining_multi_poor_rate=3.00 multi_poor_reduction_pp=2.02"}},
     NULL,
     false,
     false,
     {{0}}},
    {"points, at least",
     {{"A", NULL, "poor_rate=5.00 remaining_rate=3.00 reduction_pp=>=1"}},
     NULL,
     false,
     false,
     {{0}}},
    {"points, at least, missed",
     {{"A", NULL, "poor_rate=5.00 remaining_rate=3.00 reduction_pp=>=3"}},
     NULL,
     false,
     false,
     {{"points", POV_WARNING, 0, "reduction_pp", ">=3 percentage points is stated"}}},
    {"points of near-poor",
     {{"A", NULL, "near_poor_rate=5.00 remaining_near_poor_rate=3.00 near_poor_reduction_pp=1.00"}},
     NULL,
     false,
     false,
     {{"points", POV_WARNING, 0, "near_poor_reduction_pp", "1.00 percentage points is stated"}}},
    /* relative: 9.5% to 10.5% of 1,234 are 117.2 to 129.6 */
    {"relative",
     {{"A", NULL, "poor=1234 relative_reduction=10 reduction_households=131"}},
     NULL,
     false,
     false,
     {{"relative", POV_WARNING, 0, "relative_reduction",
       "10% is stated, but 131 of 1,234 is 10.62%"}}},
    {"relative, just short",
     {{"A", NULL, "poor=1234 relative_reduction=10 reduction_households=130"}},
     NULL,
     false,
     false,
     {{0}}},
    {"relative, too few",
     {{"A", NULL, "poor=1234 relative_reduction=10 remaining_poor=1118"}},
     NULL,
     false,
     false,
     {{"relative", POV_WARNING, 0, "relative_reduction",
       "10% is stated, but 116 of 1,234 is 9.40%"}}},
    {"relative, just enough",
     {{"A", NULL, "poor=1234 relative_reduction=10 remaining_poor=1117"}},
     NULL,
     false,
     false,
     {{0}}},
    /* half of 61 are 30 or 31 */
    {"relative, a half that is none",
     {{"A", NULL,
       "near_poor=61 near_poor_relative_reduction=50.00 near_poor_reduction_households=31"}},
     NULL,
     false,
     false,
     {{0}}},
    /* notes */
    {"orphan",
     {{"A", "X", "poor=1"}},
     NULL,
     false,
     false,
     {{"orphan", POV_NOTE, 0, "", "no row for its parent \"X\""}}},
    {"no figures",
     {{"A", NULL, ""}},
     NULL,
     false,
     false,
     {{"no-figures", POV_NOTE, 0, "", "no figures are stated"}}},
    /* contradiction: 5.00% of 1,000 is 50, and whatever else came, 1,000 less 120 less 10 is at
     * least 870 */
    {"contradiction",
     {{"A", NULL,
       "households=1000 poor_rate=5.00 start_poor=1000 escaped=120 other_decrease=10 "
       "newly_poor=7"}},
     NULL,
     false,
     false,
     {{"contradiction", POV_ERROR, 0, "",
       "cannot all be true: households 1,000, poor_rate 5.00%, start_poor 1,000, escaped 120, "
       "other_decrease 10"}}},
    /* 10.00% of 1,000 is 100, but the units have 110 */
    {"contradiction between rows",
     {{"P", NULL, "households=1000 poor_rate=10.00"}, {"A", "P", "poor=60"}, {"B", "P", "poor=50"}},
     NULL,
     false,
     false,
     {{"contradiction", POV_ERROR, 0, "",
       "cannot all be true: households 1,000, poor_rate 10.00%, A poor 60, B poor 50"}}},
};

static const char *column_of(const pov_check_finding *f)
{
    return f->quantity == POV_QUANTITY_COUNT ? "" : pov_quantity_get(f->quantity)->name;
}

static void print_found(const pov_findings *findings, const pov_report *report)
{
    for (size_t i = 0; i < findings->count; i++) {
        print_message("  found: row %zu %s %s: %s\n", findings->finding[i].row,
                      findings->finding[i].rule->name, column_of(&findings->finding[i]),
                      report->finding[i].message);
    }
}

static void run_case(const check_case *c)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_findings findings = POV_FINDINGS_INIT;
    pov_report report = POV_REPORT_INIT;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;
    pov_check_options options = POV_CHECK_OPTIONS_INIT;
    size_t wanted = 0;

    a.complete = c->complete;
    options.strict = c->strict;
    if (c->growth != NULL) {
        a.growth_stated = true;
        a.growth = c->growth[0] == 'a' ? POV_ANY : (pov_interval){0, 2 * POV_PERCENT};
    }
    for (size_t i = 0; i < 8 && c->rows[i].unit != NULL; i++) {
        plans_add(&plan, c->rows[i].unit, c->rows[i].parent, c->rows[i].cells);
    }
    plans_solve(&plan, &a, &solution);
    assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
    pov_report_add_findings(&report, &solution, &findings, NULL, POV_ENGLISH);
    while (wanted < 6 && c->found[wanted].message != NULL) {
        wanted++;
    }
    if (findings.count != wanted) {
        print_found(&findings, &report);
        fail_msg("%s: %zu findings, expected %zu", c->name, findings.count, wanted);
    }
    for (size_t i = 0; i < wanted; i++) {
        const expected *e = &c->found[i];
        const pov_check_finding *f = &findings.finding[i];
        if (strcmp(f->rule->name, e->rule) != 0 || f->severity != e->severity || f->row != e->row ||
            strcmp(column_of(f), e->column) != 0 ||
            strstr(report.finding[i].message, e->message) == NULL) {
            print_found(&findings, &report);
            fail_msg("%s: finding %zu is not the expected one", c->name, i);
        }
    }
    pov_report_fini(&report);
    pov_findings_fini(&findings);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
}

static void every_rule_trips_and_comes_just_short(void **state)
{
    (void)state;
    uint32_t tripped = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run_case(&cases[i]);
        for (size_t k = 0; k < 6 && cases[i].found[k].message != NULL; k++) {
            tripped |= (uint32_t)1 << pov_rule_find(cases[i].found[k].rule);
        }
    }
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        CHECK(pov_rules[i]->name, (tripped >> i & 1U) != 0);
        assert_int_equal(pov_rule_find(pov_rules[i]->name), i);
    }
    assert_int_equal(pov_rule_find("no-such-rule"), POV_NONE);
}

/* ---- slips in tables that are right without them ---- */

typedef struct slip {
    const char *name;
    const char *cells[4]; /* the parent P and its units A, B, C */
    size_t row;           /* of the slip */
    const char *column;
    int64_t right; /* what was there before */
} slip;

/* P 6,000 households, 600 poor; A 1,000 and 50, B 2,000 and 150, C 3,000 and 400 */
static const slip slips[] = {
    {"digits swapped in a count",
     {"households=6000 poor=600 poor_rate=10.00", "households=1000 poor=50 poor_rate=5.00",
      "households=2000 poor=510 poor_rate=7.50", "households=3000 poor=400 poor_rate=13.33"},
     2,
     "poor",
     150},
    {"a count copied from the row above",
     {"households=6000 poor=600 poor_rate=10.00", "households=1000 poor=50 poor_rate=5.00",
      "households=2000 poor=50 poor_rate=7.50", "households=3000 poor=400 poor_rate=13.33"},
     2,
     "poor",
     150},
    {"a sum off by 90",
     {"households=6000 poor=690 poor_rate=10.00", "households=1000 poor=50 poor_rate=5.00",
      "households=2000 poor=150 poor_rate=7.50", "households=3000 poor=400 poor_rate=13.33"},
     0,
     "poor",
     600},
    {"households copied from the row above",
     {"households=6000 poor=600 poor_rate=10.00", "households=1000 poor=50 poor_rate=5.00",
      "households=1000 poor=150 poor_rate=7.50", "households=3000 poor=400 poor_rate=13.33"},
     2,
     "households",
     2000},
};

static void slips_are_found_where_they_are(void **state)
{
    (void)state;
    static const char *const names[] = {"P", "A", "B", "C"};

    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution = POV_SOLUTION_INIT;
        pov_findings findings = POV_FINDINGS_INIT;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        pov_check_options options = POV_CHECK_OPTIONS_INIT;
        bool mended = false;
        for (size_t r = 0; r < 4; r++) {
            plans_add(&plan, names[r], r == 0 ? NULL : "P", slips[i].cells[r]);
        }
        plans_solve(&plan, &a, &solution);
        assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
        CHECK(slips[i].name, findings.by_severity[POV_ERROR] > 0);
        for (size_t k = 0; k < findings.count; k++) {
            const pov_check_finding *f = &findings.finding[k];
            mended = mended ||
                     (f->has_fix && f->fix_cell.row == slips[i].row &&
                      strcmp(pov_quantity_get(f->fix_cell.quantity)->name, slips[i].column) == 0 &&
                      f->fix.bounds.low <= slips[i].right && slips[i].right <= f->fix.bounds.high);
        }
        CHECK(slips[i].name, mended);
        pov_findings_fini(&findings);
        pov_solution_fini(&solution);
        pov_plan_fini(&plan);
    }
}

/* Only P's own cell can mend the sum of its units, 999,999,999,999 or 1,000,000,000,002; the latter
 * no file can hold: the slip is named, and no mend. */
static void no_mend_is_beyond_what_a_file_can_hold(void **state)
{
    (void)state;
    static const struct {
        const char *name, *poor;
        bool mended;
    } sides[] = {{"beyond", "poor=333333333334", false},
                 {"just within", "poor=333333333333", true}};

    for (size_t i = 0; i < 2; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution = POV_SOLUTION_INIT;
        pov_findings findings = POV_FINDINGS_INIT;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        pov_check_options options = POV_CHECK_OPTIONS_INIT;
        plans_add(&plan, "P", NULL, "poor=1");
        plans_add(&plan, "A", "P", sides[i].poor);
        plans_add(&plan, "B", "P", sides[i].poor);
        plans_add(&plan, "C", "P", sides[i].poor);
        plans_solve(&plan, &a, &solution);
        assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
        CHECK_NUMBER(sides[i].name, (int64_t)findings.count, 1);
        CHECK(sides[i].name, findings.finding[0].has_fix == sides[i].mended);
        pov_findings_fini(&findings);
        pov_solution_fini(&solution);
        pov_plan_fini(&plan);
    }
}

/* ---- plans that are right ---- */

static void print_rate(char *to, size_t size, int64_t count, int64_t households, unsigned digits)
{
    pov_buffer out = {0};
    int64_t unit = pov_digit_unit(digits);

    pov_write_ticks(&out, pov_muldiv_round(count * 100, POV_PERCENT / unit, households) * unit,
                    digits, pov_numerals_plain);
    (void)snprintf(to, size, "%s", pov_buffer_get(&out));
    pov_buffer_fini(&out);
}

typedef struct counts {
    int64_t households, poor, near_poor, remaining;
} counts;

static void describe(check_random *random, const counts *t, char *cells, size_t size)
{
    char rate[3][32], left[32];
    unsigned digits = (unsigned)check_random_next(random, 1, 2);

    print_rate(rate[0], sizeof rate[0], t->poor, t->households, digits);
    print_rate(rate[1], sizeof rate[1], t->near_poor, t->households, digits);
    print_rate(left, sizeof left, t->remaining, t->households, digits);
    /* poor and near-poor together: by the counts, or as the sum of the two printed rates */
    pov_stated a, b;
    assert_int_equal(pov_stated_read(rate[0], strlen(rate[0]), POV_KIND_RATE, false, &a, NULL),
                     POV_VALUE);
    assert_int_equal(pov_stated_read(rate[1], strlen(rate[1]), POV_KIND_RATE, false, &b, NULL),
                     POV_VALUE);
    print_rate(rate[2], sizeof rate[2], t->poor + t->near_poor, t->households, digits);
    pov_buffer sum = {0}, points = {0};
    pov_write_ticks(&sum, a.face + b.face, digits, pov_numerals_plain);
    pov_stated c;
    assert_int_equal(pov_stated_read(left, strlen(left), POV_KIND_RATE, false, &c, NULL),
                     POV_VALUE);
    pov_write_ticks(&points, a.face - c.face, digits, pov_numerals_plain);
    (void)snprintf(cells, size,
                   "households=%" PRId64 " poor=%" PRId64 " poor_rate=%s near_poor=%" PRId64
                   " near_poor_rate=%s multi_poor=%" PRId64
                   " multi_poor_rate=%s remaining_poor=%" PRId64
                   " remaining_rate=%s reduction_households=%" PRId64 " reduction_pp=%s",
                   t->households, t->poor, rate[0], t->near_poor, rate[1], t->poor + t->near_poor,
                   check_random_next(random, 0, 1) ? rate[2] : pov_buffer_get(&sum), t->remaining,
                   left, t->poor - t->remaining, pov_buffer_get(&points));
    pov_buffer_fini(&sum);
    pov_buffer_fini(&points);
}

/* Published tables that are right: printed from true counts, points and sums of rates from the
 * printed rates. */
static void nothing_is_said_of_true_plans(void **state)
{
    (void)state;
    check_random random = check_random_start("nothing_is_said_of_true_plans");

    for (int i = 0; i < 4000; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution = POV_SOLUTION_INIT;
        pov_findings findings = POV_FINDINGS_INIT;
        pov_report report = POV_REPORT_INIT;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        pov_check_options options = POV_CHECK_OPTIONS_INIT;
        counts t[5] = {{0}};
        char cells[512];
        int units = (int)check_random_next(&random, 2, 4);

        for (int u = 1; u <= units; u++) {
            t[u].households = check_random_next(&random, 1, check_random_next(&random, 1, 20000));
            t[u].poor = check_random_next(&random, 0, t[u].households / 2);
            t[u].near_poor = check_random_next(&random, 0, t[u].households / 2);
            t[u].remaining = check_random_next(&random, 0, t[u].poor);
            t[0].households += t[u].households;
            t[0].poor += t[u].poor;
            t[0].near_poor += t[u].near_poor;
            t[0].remaining += t[u].remaining;
        }
        for (int u = 0; u <= units; u++) {
            char name[16];
            (void)snprintf(name, sizeof name, "U%d", u);
            describe(&random, &t[u], cells, sizeof cells);
            plans_add(&plan, name, u == 0 ? NULL : "U0", cells);
        }
        plans_solve(&plan, &a, &solution);
        assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
        if (findings.by_severity[POV_ERROR] + findings.by_severity[POV_WARNING] > 0) {
            pov_report_add_findings(&report, &solution, &findings, NULL, POV_ENGLISH);
            print_found(&findings, &report);
            fail_msg("plan %d: a true plan is called wrong", i);
        }
        pov_report_fini(&report);
        pov_findings_fini(&findings);
        pov_solution_fini(&solution);
        pov_plan_fini(&plan);
    }
}

/* ---- what holds ---- */

typedef struct relations_case {
    const char *name;
    line rows[4];
    const char *of[POV_TALLY_KINDS]; /* "looked at/hold" of each kind; NULL: none */
    pov_tally_kind gap;              /* with the column that is missing */
    const char *missing;
} relations_case;

static const relations_case relations_cases[] = {
    /* 50 of 1,000 are 5.00%, 40 are 4.00%; 50 - 10 = 40; 5.00 - 4.00 = 1.00 */
    {.name = "a row of each",
     .rows = {{"A", NULL,
               "households=1000 poor=50 poor_rate=5.00 reduction_households=10 reduction_pp=1.00 "
               "remaining_poor=40 remaining_rate=4.00"}},
     .of = {[POV_TALLY_RATE] = "2/2", [POV_TALLY_REMAINING] = "1/1", [POV_TALLY_POINTS] = "1/1"}},
    {.name = "a rate that does not hold",
     .rows = {{"A", NULL, "households=1000 poor=50 poor_rate=7.00"}},
     .of = {[POV_TALLY_RATE] = "1/0"}},
    {.name = "a count above its households, whose rate says no more",
     .rows = {{"A", NULL, "households=14 poor=15 poor_rate=7.00"}},
     .of = {[POV_TALLY_RANGE] = "1/0"}},
    {.name = "a part within its whole",
     .rows = {{"A", NULL, "households=14 poor=14"}},
     .of = {[POV_TALLY_RANGE] = "1/1"}},
    /* poor, and households of parent and units: two sums; a part in each row of two */
    {.name = "sums",
     .rows = {{"P", NULL, "households=300 poor=30"},
              {"A", "P", "households=100 poor=10"},
              {"B", "P", "households=200 poor=21"}},
     .of = {[POV_TALLY_SUM] = "2/1", [POV_TALLY_RANGE] = "3/3"}},
    {.name = "an incomplete list says nothing of the sum",
     .rows = {{"P", NULL, "poor=142"}, {"A", "P", "poor=51"}, {"B", "P", "poor=11"}},
     .of = {NULL}},
    {.name = "a unit without the figure",
     .rows = {{"P", NULL, "poor=142"}, {"A", "P", "poor=51"}, {"B", "P", "persons=50"}},
     .gap = POV_TALLY_SUM,
     .missing = "poor"},
    {.name = "a rate without its count",
     .rows = {{"A", NULL, "poor_rate=7.00"}},
     .gap = POV_TALLY_RATE,
     .missing = "poor"},
    {.name = "points without rates or households",
     .rows = {{"A", NULL, "reduction_pp=>=5"}},
     .gap = POV_TALLY_POINTS,
     .missing = "poor_rate"},
    /* 100 - 30 + 5 = 75 */
    {.name = "flows",
     .rows = {{"A", NULL, "start_poor=100 escaped=30 newly_poor=5 poor=75"}},
     .of = {[POV_TALLY_FLOW] = "1/1"}},
    /* 10 + 20 = 30; 3.00 = 1.00 + 2.00, and each is that of 1,000 households */
    {.name = "poor and near-poor together",
     .rows = {{"A", NULL,
               "households=1000 poor=10 poor_rate=1.00 near_poor=20 near_poor_rate=2.00 "
               "multi_poor=31 multi_poor_rate=3.00"}},
     .of = {[POV_TALLY_RATE] = "3/2", [POV_TALLY_MULTI] = "2/1"}},
};

static void every_relation_is_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof relations_cases / sizeof *relations_cases; i++) {
        const relations_case *x = &relations_cases[i];
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution = POV_SOLUTION_INIT;
        pov_findings findings = POV_FINDINGS_INIT;
        pov_tally relations = POV_TALLY_INIT;
        pov_assumptions a = {.growth = {0, 0}};
        pov_check_options options = POV_CHECK_OPTIONS_INIT;
        size_t gaps = 0;
        for (size_t r = 0; r < 4 && x->rows[r].unit != NULL; r++) {
            plans_add(&plan, x->rows[r].unit, x->rows[r].parent, x->rows[r].cells);
        }
        plans_solve(&plan, &a, &solution);
        assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
        assert_int_equal(pov_tally_add(&relations, &plan, &findings, options.rules, NULL, NULL),
                         POV_OK);
        for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
            char found[32] = "0/0";
            (void)snprintf(found, sizeof found, "%zu/%zu", relations.of[kind].looked_at,
                           relations.of[kind].hold);
            CHECK_TEXT(x->name, found, x->of[kind] != NULL ? x->of[kind] : "0/0");
            for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
                gaps += relations.gap[kind][q].count;
            }
        }
        CHECK_NUMBER(x->name, (int64_t)gaps, x->missing != NULL);
        if (x->missing != NULL) {
            CHECK_NUMBER(x->name,
                         (int64_t)relations.gap[x->gap][pov_quantity_find(x->missing)].count, 1);
        }
        pov_tally_fini(&relations);
        pov_findings_fini(&findings);
        pov_solution_fini(&solution);
        pov_plan_fini(&plan);
    }
}

/* The first paragraph below "### NAME" in docs/rules.md, its line breaks made blanks. */
static void read_paragraph(const char *text, const char *name, pov_buffer *out)
{
    pov_buffer heading = {0};

    pov_buffer_format(&heading, "\n### %s\n\n", name);
    const char *at = strstr(text, pov_buffer_get(&heading));
    for (at = at != NULL ? at + heading.length : ""; *at != '\0' && strncmp(at, "\n\n", 2) != 0;
         at++) {
        pov_buffer_char(out, *at == '\n' ? ' ' : *at);
    }
    pov_buffer_fini(&heading);
}

static void the_document_says_what_help_says(void **state)
{
    (void)state;
    static char text[64 * 1024];
    FILE *file = fopen("docs/rules.md", "r");
    size_t headings = 0, rules = 0;

    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    for (; pov_rules[rules] != NULL; rules++) {
        pov_buffer paragraph = {0};
        read_paragraph(text, pov_rules[rules]->name, &paragraph);
        CHECK_TEXT(pov_rules[rules]->name, pov_buffer_get(&paragraph), pov_rules[rules]->about);
        pov_buffer_fini(&paragraph);
    }
    for (const char *at = text; (at = strstr(at, "\n### ")) != NULL; at++) {
        headings++;
    }
    CHECK_NUMBER("rules in the document", (int64_t)headings, (int64_t)rules);
}

static void rules_can_be_left_out(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_findings findings = POV_FINDINGS_INIT;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;
    pov_check_options options = {.rules = UINT32_MAX & ~((uint32_t)1 << pov_rule_find("rate"))};

    plans_add(&plan, "A", NULL, "households=1000 poor=50 poor_rate=7.00");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
    assert_int_equal(findings.count, 0); /* nor does another rule step in for it */
    pov_findings_fini(&findings);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_trips_and_comes_just_short),
        cmocka_unit_test(slips_are_found_where_they_are),
        cmocka_unit_test(no_mend_is_beyond_what_a_file_can_hold),
        cmocka_unit_test(nothing_is_said_of_true_plans),
        cmocka_unit_test(every_relation_is_counted),
        cmocka_unit_test(the_document_says_what_help_says),
        cmocka_unit_test(rules_can_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
