#include "session/fields.h"

const char *pov_keep_year(pov_report *report, pov_year year, bool *failed)
{
    pov_buffer text = {0};

    if (year.year == 0) {
        return NULL;
    }
    pov_year_write(&text, year);
    const char *kept = text.failed ? NULL : pov_report_keep_text(report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    *failed = *failed || kept == NULL;
    return kept;
}

const char *pov_keep_number(pov_report *report, size_t number, bool *failed)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%zu", number);
    const char *kept = pov_report_keep_text(report, text);
    *failed = *failed || kept == NULL;
    return kept;
}

const pov_figure *pov_keep_known(pov_report *report, const pov_figure *figure, bool *failed)
{
    if (!pov_figure_known(figure)) {
        return NULL;
    }
    const pov_figure *kept = pov_report_keep_figure(report, figure);
    *failed = *failed || kept == NULL;
    return kept;
}

const char *pov_text_or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}
