/*
 * Lets each write of a program be cut short, or every second one be interrupted. To be preloaded
 * (LD_PRELOAD) by the program under test:
 *
 *     SHORTWRITE=half    write() takes half of what it is given, rounded up
 *     SHORTWRITE=eintr   the 1st, 3rd, 5th … write() takes nothing and fails with EINTR
 *     SHORTWRITE_SEEN=F  the file F is made as soon as that has happened
 *
 * The C library's own streams would not call a write() that is loaded before theirs, so the call is
 * caught at the kernel: a seccomp filter turns it into SIGSYS, whose handler does what is left of
 * it. The handler's own call passes by a sixth argument, which write() does not have. Ends with
 * status 77 where there is no such filter.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define UNAVAILABLE 77
#define PASS 0x5EC04A17U

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define REGISTER(context, n)                                                                       \
    ((context)->uc_mcontext.gregs[(n) == 0 ? REG_RDI : (n) == 1 ? REG_RSI : REG_RDX])
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define REGISTER(context, n) ((context)->uc_mcontext.regs[n])
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#endif

#ifdef ARCHITECTURE

static bool interrupting;
static const char *seen;
static _Atomic unsigned long calls;

static void note(void)
{
    if (seen != NULL) {
        int file = open(seen, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0) {
            close(file);
        }
    }
}

static void caught(int signal, siginfo_t *info, void *where)
{
    ucontext_t *context = where;
    int saved = errno;
    size_t length = (size_t)REGISTER(context, 2);
    unsigned long call = calls++;

    (void)signal;
    (void)info;
    if (interrupting && call % 2 == 0) {
        note();
        RESULT(context) = -EINTR;
    } else {
        size_t part = interrupting ? length : length / 2 + length % 2;
        if (part < length) {
            note();
        }
        long done = syscall(SYS_write, (int)REGISTER(context, 0), (void *)REGISTER(context, 1),
                            part, 0, 0, (unsigned long)PASS);
        RESULT(context) = done < 0 ? -errno : done;
    }
    errno = saved;
}

static bool filter(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, 5),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PASS, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof steps / sizeof *steps, steps};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

__attribute__((constructor)) static void start(void)
{
    const char *how = getenv("SHORTWRITE");
    struct sigaction action = {0};

    if (how == NULL) {
        return;
    }
    interrupting = strcmp(how, "eintr") == 0;
    seen = getenv("SHORTWRITE_SEEN");
    action.sa_sigaction = caught;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    if (sigaction(SIGSYS, &action, NULL) != 0 || !filter()) {
        _exit(UNAVAILABLE);
    }
}

#else

__attribute__((constructor)) static void start(void)
{
    if (getenv("SHORTWRITE") != NULL) {
        _exit(UNAVAILABLE);
    }
}

#endif
