/*
 * The style sheet of a page.
 */
#ifndef POVCALC_OUTPUT_PAGE_STYLE_H
#define POVCALC_OUTPUT_PAGE_STYLE_H

extern const char *const pov_html_style[]; /* lines; ends with NULL */

#endif
