/*
 * For "make coverage", which puts this before every source: a child that ends by _exit, as that
 * which writes workbooks, keeps its counts too.
 */
_Noreturn void _exit(int status); /* <unistd.h> must come after what a source asks it for */
void __gcov_dump(void);

static inline _Noreturn void counted_exit(int status)
{
    __gcov_dump();
    _exit(status);
}
#define _exit counted_exit
