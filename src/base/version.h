/*
 * The version of the program, of the library and of the JSON that they write.
 */
#ifndef POVCALC_BASE_VERSION_H
#define POVCALC_BASE_VERSION_H

#define POV_VERSION "1.0.0"
#define POV_VERSION_DATE "2026-11-22" /* as in docs/CHANGELOG.md */

#endif
