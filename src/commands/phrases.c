#include "commands/phrases.h"

#include "figure/arith.h"

#include <string.h>

void pov_phrase_fill(pov_buffer *out, const pov_phrases *p, const char *text,
                     const char *const *argument)
{
    for (text = pov_translate_to(text, p->language); *text != '\0';) {
        size_t plain = strcspn(text, "{");
        pov_buffer_add(out, text, plain);
        text += plain;
        if (*text == '{') {
            const char *given = argument[text[1] - '1'];
            pov_buffer_text(out, given != NULL ? given : "");
            text += strlen("{1}");
        }
    }
}

const char *pov_phrase_make(const pov_phrases *p, const char *text, const char *const *argument)
{
    pov_buffer out = {0};

    pov_phrase_fill(&out, p, text, argument);
    return pov_report_keep(p->report, &out);
}

void pov_phrase_add_name(pov_phrase_names *names, const char *name)
{
    if (names->count++ < names->most) {
        pov_buffer_format(&names->text, "%s%s", names->count > 1 ? ", " : "", name);
    }
}

const char *pov_phrase_end_names(const pov_phrases *p, pov_phrase_names *names, const char *more)
{
    const char *named = pov_report_keep(p->report, &names->text);

    return names->count <= names->most
               ? named
               : POV_PHRASE(p, more, named, pov_phrase_count(p, names->count - names->most));
}

/* ---- figures ---- */

static bool is_one(const pov_figure *figure)
{
    int64_t one = figure->kind == POV_KIND_COUNT ? 1 : POV_PERCENT;

    return figure->qualifier != POV_RANGE && figure->value == one && figure->digits == 0;
}

static const char *with_unit(const pov_phrases *p, const char *number, pov_phrase_unit unit,
                             bool one)
{
    static const char *const of_measure[][2] = {
        [POV_MEASURE_POOR] = {POV_TEXT("{1} poor households"), POV_TEXT("{1} poor household")},
        [POV_MEASURE_NEAR_POOR] = {POV_TEXT("{1} near-poor households"),
                                   POV_TEXT("{1} near-poor household")},
        [POV_MEASURE_MULTI] = {POV_TEXT("{1} multidimensionally poor households"),
                               POV_TEXT("{1} multidimensionally poor household")},
    };

    switch (unit) {
    case POV_PHRASE_HOUSEHOLDS:
        return one ? POV_PHRASE(p, POV_TEXT("{1} household"), number)
                   : POV_PHRASE(p, POV_TEXT("{1} households"), number);
    case POV_PHRASE_MEASURE:
        return POV_PHRASE(p, of_measure[p->measure][one], number);
    case POV_PHRASE_POINTS:
        return one ? POV_PHRASE(p, POV_TEXT("{1} percentage point"), number)
                   : POV_PHRASE(p, POV_TEXT("{1} percentage points"), number);
    case POV_PHRASE_PERCENT:
        return POV_PHRASE(p, "{1}%", number);
    default:
        return number;
    }
}

static void write_value(pov_buffer *out, const pov_phrases *p, const pov_figure *figure,
                        int64_t value)
{
    pov_numerals numerals = pov_numerals_of(p->language);

    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, value, numerals);
    } else {
        pov_write_ticks(out, value, figure->digits, numerals);
    }
}

const char *pov_phrase_figure(const pov_phrases *p, const pov_figure *figure, pov_phrase_unit unit)
{
    pov_buffer number = {0};

    pov_figure bare = *figure;
    bare.qualifier = figure->qualifier == POV_RANGE ? POV_RANGE : POV_EXACTLY;
    if (figure->years > 0) {
        bare.value /= figure->years;
        bare.value_high /= figure->years;
        bare.years = 0;
    }
    pov_buffer_text(&number, pov_figure_approximate(figure) ? "≈" : "");
    pov_write_figure(&number, &bare, -1, pov_numerals_of_tables(p->language));
    const char *text = pov_report_keep(p->report, &number);
    text = POV_PHRASE(p, pov_qualifier_text((pov_qualifier)figure->qualifier),
                      with_unit(p, text, unit, is_one(&bare)));
    return figure->years > 0 ? POV_PHRASE(p, POV_TEXT("{1} a year"), text) : text;
}

static const char *both_ends(const pov_phrases *p, const pov_figure *figure, const char *text)
{
    pov_buffer low = {0}, high = {0};

    write_value(&low, p, figure, figure->bounds.low);
    write_value(&high, p, figure, figure->bounds.high);
    const char *from = pov_report_keep(p->report, &low), *to = pov_report_keep(p->report, &high);
    return strcmp(from, to) == 0 ? from : POV_PHRASE(p, text, from, to);
}

const char *pov_phrase_from_to(const pov_phrases *p, const pov_figure *figure)
{
    return both_ends(p, figure, POV_TEXT("{1} to {2}"));
}

const char *pov_phrase_range(const pov_phrases *p, const pov_figure *figure)
{
    return both_ends(p, figure, "{1}–{2}");
}

const char *pov_phrase_percents_end(const pov_phrases *p, int64_t end, bool is_low)
{
    pov_buffer text = {0};

    pov_write_ticks_outward(&text, end, is_low, 2, pov_numerals_of(p->language));
    return pov_report_keep(p->report, &text);
}

const char *pov_phrase_percents(const pov_phrases *p, pov_interval percents)
{
    const char *from = pov_phrase_percents_end(p, percents.low, true);
    const char *to = pov_phrase_percents_end(p, percents.high, false);

    return strcmp(from, to) == 0 ? from : POV_PHRASE(p, "{1}–{2}", from, to);
}

const char *pov_phrase_count(const pov_phrases *p, size_t count)
{
    pov_buffer text = {0};

    pov_write_count(&text, (int64_t)count, pov_numerals_of(p->language));
    return pov_report_keep(p->report, &text);
}

const char *pov_phrase_state(const pov_phrases *p, const pov_figure *count, const pov_figure *rate,
                             bool brief)
{
    static const char *const rates[] = {
        [POV_MEASURE_POOR] = POV_TEXT("a poverty rate of {1}"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("a near-poor rate of {1}"),
        [POV_MEASURE_MULTI] = POV_TEXT("a multidimensional poverty rate of {1}"),
    };
    const char *share =
        pov_figure_is_firm(rate) ? pov_phrase_figure(p, rate, POV_PHRASE_PERCENT) : NULL;

    if (!pov_figure_is_firm(count)) {
        return share == NULL || brief ? share : POV_PHRASE(p, rates[p->measure], share);
    }
    /* English leaves out what was named just before, Vietnamese keeps its word for households */
    pov_phrase_unit unit = !brief                       ? POV_PHRASE_MEASURE
                           : p->language == POV_ENGLISH ? POV_PHRASE_NUMBER
                                                        : POV_PHRASE_HOUSEHOLDS;
    const char *number = pov_phrase_figure(p, count, unit);
    if (share == NULL) {
        return number;
    }
    return POV_PHRASE(p, "{1} ({2})", number, share);
}

/* ---- moments, groups, units ---- */

const char *pov_phrase_year(const pov_phrases *p, pov_year year)
{
    pov_buffer text = {0};

    pov_year_say(&text, year, p->language);
    return pov_report_keep(p->report, &text);
}

const char *pov_phrase_at(const pov_phrases *p, pov_year year)
{
    return year.month != 0 ? POV_PHRASE(p, POV_TEXT("in {1}"), pov_phrase_year(p, year))
                           : POV_PHRASE(p, POV_TEXT("at the end of {1}"), pov_phrase_year(p, year));
}

const char *pov_phrase_for(const pov_phrases *p, pov_year year)
{
    return year.month != 0
               ? POV_PHRASE(p, POV_TEXT("for {1}"), pov_phrase_year(p, year))
               : POV_PHRASE(p, POV_TEXT("for the end of {1}"), pov_phrase_year(p, year));
}

const char *pov_phrase_group(const pov_phrases *p, const char *group)
{
    const char *people = pov_word_shown("people", group, p->language);

    return people != group ? people : pov_word_shown("group", group, p->language);
}

const char *pov_phrase_units(const pov_phrases *p, const char *level)
{
    const char *units = level != NULL ? pov_word_shown("levels", level, p->language) : level;

    return units != level ? units : pov_translate_to(POV_TEXT("units"), p->language);
}
