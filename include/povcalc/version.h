/*
 * The version of the program, of the library and of the JSON that they write.
 */
#ifndef POVCALC_VERSION_H
#define POVCALC_VERSION_H

#define POV_VERSION "1.0.0"

#endif
