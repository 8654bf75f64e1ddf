# povcalc: build, test, install. GNU make; "make help" lists what it can do.
#
# Yours to set: CC AR CPPFLAGS CFLAGS LDFLAGS LDLIBS PKG_CONFIG PREFIX LIBDIR DESTDIR BUILD WERROR STATIC XLSX.
# What the code needs is in POV_CFLAGS and LIBS, so that setting yours cannot break it.

BUILD      ?= build
# Named in full it is the same folder: files of dependencies would not know it.
override BUILD := $(patsubst $(CURDIR)/%,%,$(BUILD))
PKG_CONFIG ?= pkg-config
PREFIX     ?= /usr/local
LIBDIR     ?= lib
SYSTEM     := $(shell uname -s)
VERSION     = $(shell sed -n 's/^.define POV_VERSION "\(.*\)"/\1/p' src/base/version.h)

WARNINGS   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes \
              -Wmissing-prototypes -Wundef -Wvla -Wcast-qual
POV_CFLAGS  = -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc $(WARNINGS) \
              $(if $(WERROR),-Werror) $(LIB_CFLAGS)

# Without CFLAGS of your own: optimised, with the usual protections, as far as the compiler knows them.
ifeq ($(origin CFLAGS),undefined)
known       = $(shell $(CC) -O2 -Werror $(1) -include stdio.h -x c -fsyntax-only /dev/null 2>/dev/null && echo '$(1)')
CFLAGS     := -O2 -g -fstack-protector-strong $(call known,-fstack-clash-protection) \
              $(call known,-fcf-protection) \
              -U_FORTIFY_SOURCE $(or $(call known,-D_FORTIFY_SOURCE=3),-D_FORTIFY_SOURCE=2)
ifeq ($(SYSTEM),Linux)
LDFLAGS    ?= -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,pack-relative-relocs -Wl,--as-needed
endif
endif

# ---- libraries ----

# Each shared library costs 0.05 ms at every start, so those that are there as archives are linked in;
# with STATIC= none is.
# libcsv often comes without a .pc file.
STATIC     ?= 1
archive     = $(if $(STATIC),$(filter /%,$(shell $(CC) -print-file-name=lib$(1).a 2>/dev/null)))
config      = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
CSV_LIBS      := $(or $(call archive,csv),-lcsv)
UTF8PROC_LIBS := $(or $(call archive,utf8proc),$(call config,--libs libutf8proc),-lutf8proc)
EXPAT_LIBS    := $(or $(call archive,expat),$(call config,--libs expat),-lexpat)
ZLIB_LIBS     := $(or $(call archive,z),$(call config,--libs zlib),-lz)
LIB_CFLAGS    := $(call config,--cflags libcjson libutf8proc expat zlib)
LIBS          := $(CSV_LIBS) $(UTF8PROC_LIBS) $(EXPAT_LIBS) $(ZLIB_LIBS) $(or $(call config,--libs libcjson),-lcjson) -pthread
CMOCKA_LIBS   := $(or $(call config,--libs cmocka),-lcmocka)
ifneq ($(SYSTEM),Linux)
LIBS          += -liconv
endif
# Of the compiler, and of those libraries that are found.
VERSIONS      := $(shell $(CC) --version 2>/dev/null | head -n 1; cksum $(filter /%,$(foreach l,csv cjson utf8proc expat z xlsxwriter cmocka, \
                   $(shell $(CC) -print-file-name=lib$(l).so 2>/dev/null))) </dev/null)

# Excel workbooks are optional. povcalc-xlsx.so writes them, linked to libxlsxwriter, and is loaded when one is asked for:
# that library brings libcrypto, which would double the time of every start. XLSX=linked makes it a part of the program,
# XLSX= leaves it out.
XLSX       ?= $(shell $(CC) $(CPPFLAGS) -include xlsxwriter.h -include zlib.h -fsyntax-only -x c /dev/null 2>/dev/null && echo module)
XLSX       := $(XLSX)
XLSX_LIBS  := $(if $(XLSX),$(or $(call config,--libs xlsxwriter),-lxlsxwriter) $(or $(call config,--libs zlib),-lz))
XLSX_FLAGS := $(if $(filter linked,$(XLSX)),-DPOV_XLSX_LINKED,$(if $(XLSX),-DPOV_XLSX_LIBDIR='"$(LIBDIR)"' \
              -DPOV_XLSX_FOLDER='"$(abspath $(PREFIX))/$(LIBDIR)/povcalc"'))
LIB_CFLAGS += $(XLSX_FLAGS)
LIBS       += $(if $(filter linked,$(XLSX)),$(XLSX_LIBS),$(if $(filter Linux,$(SYSTEM)),$(if $(XLSX),-ldl)))
# What is loaded has no archives in it: they are seldom made for that.
SHARED_LIBS := -lcsv $(or $(call config,--libs libutf8proc),-lutf8proc) -lexpat -lz $(or $(call config,--libs libcjson),-lcjson)
# After CFLAGS: every object may become a part of something that is loaded.
PIC        := -fPIC -fvisibility=hidden

# Shown is what is made; "make V=1" shows how.
Q      = $(if $(V),,@echo '  $@';)

# ---- what there is ----

WORKBOOK := $(filter-out %/xlsx.c,$(wildcard src/output/office/*.c))
SOURCES  := $(filter-out src/cli/main.c $(if $(XLSX),,$(WORKBOOK)),$(wildcard src/*/*.c src/*/*/*.c))
HEADERS  := $(wildcard include/*.h)
UNITS    := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
FUZZERS  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES  := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/bench_*.c))
BENCH_TOOLS := generate_households parse_libcsv
COMMANDS := $(sort $(shell sed -n 's/^const pov_command pov_command_\([a-z]*\) = {.*/\1/p' src/commands/*.c src/cli/*.c))
PAGES    := man1/povcalc.1 $(COMMANDS:%=man1/povcalc-%.1) \
            man5/povcalc-columns.5 man7/povcalc-rules.7
PAGES    += $(PAGES:%=vi/%)
DATA     := $(wildcard data/*.csv data/*.md data/*/*)
DOCUMENTS := README.md $(wildcard docs/*.md docs/*.json docs/LICENSE docs/huong-dan/* docs/examples/*) data/README.md
TOOLS    := failalloc.so closed_pipe $(if $(filter Linux,$(SYSTEM)),shortwrite.so)
SUPPORT  := $(filter-out %/failalloc.c %/shortwrite.c %/closed_pipe.c %/fuzz_main.c %/trace.c,$(wildcard tests/support/*.c))
FUZZ_MAIN = $(BUILD)/tests/support/fuzz_main.o
PLANS_MADE := $(BUILD)/tests/support/random_plan.o $(BUILD)/tests/support/run_program.o

# Files of data/standards that become a part of the program.
STANDARDS := vn-2016 vn-2022

OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/standards.o $(BUILD)/vi.o $(BUILD)/completion.o
MODULE   := $(if $(filter module,$(XLSX)),$(BUILD)/povcalc-xlsx.so)
LOADED   := $(if $(MODULE),$(WORKBOOK:%.c=$(BUILD)/%.o))
LIBRARY  := $(BUILD)/libpovcalc.a
SHARED   := $(if $(filter Linux,$(SYSTEM)),$(BUILD)/libpovcalc.so.1)
PROGRAM  := $(BUILD)/povcalc
TESTS    := $(UNITS:%=$(BUILD)/tests/%) $(FUZZERS:%=$(BUILD)/tests/%)

.PHONY: all
all: $(PROGRAM) $(MODULE) $(SHARED) ## build build/povcalc, the libraries, and the module that writes workbooks

$(PROGRAM): $(BUILD)/src/cli/main.o $(LIBRARY)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(LIBS)

$(LIBRARY): $(filter-out $(LOADED),$(OBJECTS))
	$(Q)rm -f $@; $(AR) qcs $@ $^

$(BUILD)/libpovcalc.so.1: $(filter-out $(LOADED),$(OBJECTS))
	$(Q)$(CC) $(CFLAGS) $(filter-out -pie,$(LDFLAGS)) -shared -Wl,-soname,$(@F) -o $@ $^ $(LDLIBS) $(SHARED_LIBS) \
		$(filter-out $(CSV_LIBS) $(UTF8PROC_LIBS) $(EXPAT_LIBS) $(ZLIB_LIBS),$(LIBS))
	@ln -sf $(@F) $(BUILD)/libpovcalc.so

# With copies of what it uses of the library, so that it needs no symbol of what loads it.
$(BUILD)/povcalc-xlsx.so: $(LOADED) $(LIBRARY)
	$(Q)$(CC) $(CFLAGS) $(filter-out -pie,$(LDFLAGS)) -shared -o $@ $^ $(LDLIBS) $(XLSX_LIBS) $(SHARED_LIBS)

# With other flags, another compiler or another library everything is built again; with another PREFIX it is not, since
# the program looks for its module beside itself first. What is missing is named before a compiler stumbles over it.
BUILT_WITH := $(CC) $(AR) $(filter-out -Werror -DPOV_XLSX_FOLDER=%,$(POV_CFLAGS)) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(LDLIBS) $(LIBS) $(VERSIONS)
ifneq ($(strip $(BUILT_WITH)),$(strip $(shell cat '$(BUILD)/built_with' 2>/dev/null)))
$(BUILD)/built_with: .FORCE
endif

$(BUILD)/built_with: export TEXT = $(BUILT_WITH)
$(BUILD)/built_with:
	@mkdir -p $(@D)
	@$(DEPS) --look build excel? && printf '%s\n' "$$TEXT" >$@

$(BUILD)/%.o: %.c Makefile $(BUILD)/built_with
	@mkdir -p $(@D)
	$(Q)$(CC) $(POV_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(PIC) -MMD -MP -c -o $@ $<

$(BUILD)/standards.c: $(STANDARDS:%=data/standards/%.json) Makefile
	@mkdir -p $(@D)
	$(Q){ \
		echo '/* Written by the Makefile from data/standards. */'; \
		echo '#include "loader/standard_file.h"'; \
		for id in $(STANDARDS); do \
			echo "static const unsigned char $$(echo $$id | tr - _)[] = {"; \
			od -An -v -tx1 data/standards/$$id.json | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'; \
			echo '};'; \
		done; \
		echo 'const pov_builtin_standard pov_builtin_standards[] = {'; \
		for id in $(STANDARDS); do \
			name=$$(echo $$id | tr - _); echo "    {\"$$id\", $$name, sizeof $$name},"; \
		done; \
		echo '    {0}};'; \
	} >$@

$(BUILD)/vi.c: src/base/vi.po src/base/catalogue.awk
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f src/base/catalogue.awk src/base/vi.po >$@

$(BUILD)/completion.c: src/cli/completion.bash src/cli/completion.zsh Makefile
	@mkdir -p $(@D)
	$(Q){ \
		echo 'extern const char pov_completion_bash[], pov_completion_zsh[];'; \
		for shell in bash zsh; do \
			echo "const char pov_completion_$$shell[] ="; \
			sed 's/[\\"]/\\&/g; s/.*/    "&\\n"/' src/cli/completion.$$shell; echo ';'; \
		done; \
	} >$@

$(BUILD)/standards.o $(BUILD)/vi.o $(BUILD)/completion.o: %.o: %.c Makefile $(BUILD)/built_with
	$(Q)$(CC) $(POV_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(PIC) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: POV_CFLAGS += -Itests/support

# What is tested need not be optimised as a whole: each test would be linked for many seconds.
IN_PARTS = $(if $(filter -ffat-lto-objects,$(CFLAGS)),-fno-lto)

$(BUILD)/tests/test_%: $(BUILD)/tests/unit/test_%.o $(SUPPORT:%.c=$(BUILD)/%.o) $(LIBRARY)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBRARY) $(IN_PARTS) $(LDLIBS) $(LIBS) $(CMOCKA_LIBS) $(LINKED)

# Beside the tests too, where a program looks for it.
$(BUILD)/tests/povcalc-xlsx.so: $(MODULE)
	@mkdir -p $(@D); ln -sf ../povcalc-xlsx.so $@

$(BUILD)/tests/test_xlsx: LINKED = $(XLSX_LIBS)
$(BUILD)/tests/test_xlsx: $(LOADED)

# Without clang's fuzzer a fuzz target is a program that runs the files that it is given.
$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_MAIN) $(PLANS_MADE) $(LIBRARY)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(IN_PARTS) $(LDLIBS) $(LIBS)

$(BUILD)/tests/bench_%: tests/bench/bench_%.c $(BUILD)/built_with
	@mkdir -p $(@D)
	$(Q)$(CC) $(POV_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LDLIBS)

$(BENCH_TOOLS:%=$(BUILD)/tests/%): $(BUILD)/tests/%: tests/bench/%.c $(BUILD)/built_with
	@mkdir -p $(@D)
	$(Q)$(CC) $(POV_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LDLIBS) $(CSV_LIBS) -pthread

# Loaded into the program under test, so never with a sanitizer of its own.
$(BUILD)/tests/%.so: tests/support/%.c $(BUILD)/built_with
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) $(CPPFLAGS) -O2 -fPIC -shared -o $@ $< -ldl

$(BUILD)/tests/closed_pipe: tests/support/closed_pipe.c $(BUILD)/built_with
	@mkdir -p $(@D)
	$(Q)$(CC) $(POV_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/src/cli/main.d $(UNITS:%=$(BUILD)/tests/unit/%.d) \
         $(SUPPORT:%.c=$(BUILD)/%.d) $(FUZZERS:%=$(BUILD)/tests/fuzz/%.d)

.SECONDARY:
.DELETE_ON_ERROR:

# ---- what it needs ----

# Debian's own Python, which its packages are for, before any other of the same name.
PYTHON := $(firstword $(wildcard /usr/bin/python3) python3)
DEPS    = CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' PYTHON='$(PYTHON)' sh .ci/deps.sh

.PHONY: deps deps-test deps-check
deps: ## install what is missing to build and run
	@$(DEPS) build excel?

deps-test: ## the same for "make test"
	@$(DEPS) build excel test

deps-check: ## the same for "make check"
	@$(DEPS) build excel test check

# What was just installed is looked for when make starts: hence a make of its own here and in "test".
.PHONY: run
run: deps ## install what is missing, build, and show the plan of Đắk Nông
	@$(MAKE) --no-print-directory all
	$(PROGRAM) data/daknong_2023.csv
	@printf '\nThe program is %s; "sudo make install PREFIX=/usr/local" installs it as povcalc.\n' '$(PROGRAM)'

# ---- tests ----

RUN_TESTS = BUILD='$(BUILD)' sh tests/run.sh

.PHONY: test tests quick
test: deps-test ## install what is missing, build, and run all tests
	@$(MAKE) --no-print-directory quick

tests: $(PROGRAM) $(SHARED) $(if $(MODULE),$(BUILD)/tests/povcalc-xlsx.so) $(TESTS) $(TOOLS:%=$(BUILD)/tests/%) ## build the tests and run none

quick: tests ## the tests alone, without looking for packages
	@$(RUN_TESTS)

.PHONY: check
check: deps-check ## everything: both compilers, sanitizers, valgrind, lint, documents
	@MAKE='$(MAKE)' BUILD='$(BUILD)' PYTHON='$(PYTHON)' sh tests/check.sh

.PHONY: faults
faults: tests ## let each allocation, read and write fail once, and signals come, for every command
	@BUILD='$(BUILD)' sh tests/check_faults.sh
	@BUILD='$(BUILD)' sh tests/check_alloc.sh $(or $(ALLOC),--all)

.PHONY: lint tidy cppcheck
lint: ## include directions, forbidden functions, layout
	@sh tests/check_lint.sh

# They are within the quotes of a shell's command.
TIDY_FLAGS = $(subst ','\'',$(filter-out -W%,$(POV_CFLAGS)))

# Left out of what it says are its counts of what it does not show.
tidy: ## clang-tidy on src/
	@printf '%s\n' $(SOURCES) src/cli/main.c | xargs -P 2 -n 4 sh -c ' \
		said=$$(clang-tidy --quiet "$$@" -- $(TIDY_FLAGS) 2>&1); status=$$?; \
		printf "%s\n" "$$said" | grep -vE "^([0-9]+ warnings? generated\.)?$$"; exit $$status' tidy

# Suppressed are false alarms: duplicateAssignExpression takes the step of a loop up a tree for a slip,
# unknownEvaluationOrder a field of the same name for the variable (gcc looks for that too).
cppcheck: ## cppcheck on src/
	@cppcheck --quiet -j 2 --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=duplicateAssignExpression \
		--suppress=unknownEvaluationOrder --error-exitcode=1 -Iinclude -Isrc src

PLANS ?= 100000

.PHONY: properties properties-asan
properties: $(BUILD)/tests/test_properties $(BUILD)/tests/test_impossible ## random plans, PLANS=100000 of them, through every command
	@for test in $^; do POV_PLANS=$(PLANS) $$test || exit 1; done

properties-asan: ## the same plans through every command, under the sanitizers
	@export ASAN_OPTIONS=abort_on_error=1 UBSAN_OPTIONS=abort_on_error=1:print_stacktrace=1 POV_COMMANDS=1; \
		$(MAKE) --no-print-directory BUILD=build/asan CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' properties

# So many of each folder of src/ take half an hour; MUTANTS=0 takes all, which is days.
MUTANTS ?= 20
TRACED   = build/mutation

.PHONY: mutation
mutation: ## do the tests notice a changed operator? MUTANTS=20 of each folder of src/
	@mkdir -p $(TRACED) && $(CC) -O2 -fPIC -c -o $(TRACED)/trace.o tests/support/trace.c
	@$(MAKE) --no-print-directory BUILD=$(TRACED) XLSX=linked CFLAGS='-O0 -g -fsanitize-coverage=trace-pc' LDFLAGS=-no-pie \
		LDLIBS=$(TRACED)/trace.o $(TRACED)/povcalc $(UNITS:%=$(TRACED)/tests/%)
	@LIBS='$(filter-out -ldl,$(LIBS)) $(CMOCKA_LIBS) $(XLSX_LIBS)' $(PYTHON) tests/mutate.py $(TRACED) --count $(MUTANTS)

# gcc 12 takes what is kept in a struct for leaked, and what another function writes into an array for never written.
.PHONY: analyze fanalyzer scan
analyze: fanalyzer scan ## what gcc and clang find along paths in src/

fanalyzer:
	@printf '%s\n' $(SOURCES) src/cli/main.c | xargs -P 2 -n 8 sh -c 'for source; do \
		gcc -fanalyzer -Wno-analyzer-malloc-leak -Wno-analyzer-use-of-uninitialized-value -Werror -O0 $(TIDY_FLAGS) -c -o /dev/null "$$source" || exit 1; done' fanalyzer

scan:
	@rm -rf build/scan
	@scan-build --status-bugs -enable-checker security,unix,nullability,valist \
		-disable-checker security.insecureAPI.DeprecatedOrUnsafeBufferHandling \
		$(MAKE) --no-print-directory -j 2 BUILD=build/scan CC=clang CFLAGS=-O1 LDFLAGS= all >build/scan.log 2>&1 || \
		{ cat build/scan.log; exit 1; }

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all

.PHONY: asan trap valgrind matrix coverage fuzz bench release
# A program that a sanitizer ends must not look like one that answers "no" with status 1.
# LeakSanitizer of gcc 12 crashes on thread-local variables of what is loaded later.
asan: ## build and test under address and undefined-behaviour checks
	@ASAN_OPTIONS=abort_on_error=1 UBSAN_OPTIONS=abort_on_error=1 LSAN_OPTIONS=use_tls=0:print_suppressions=0 $(MAKE) --no-print-directory BUILD=build/asan CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' quick

trap: ## build and test with a trap for undefined behaviour, nearly as fast as without
	@$(MAKE) --no-print-directory BUILD=build/trap CFLAGS='-O2 -g -fsanitize=undefined -fsanitize-undefined-trap-on-error' quick

VALGRIND = valgrind --quiet --leak-check=full --error-exitcode=99 \
           --errors-for-leak-kinds=definite,indirect,possible

valgrind: tests ## run the unit tests and some cases of the program under valgrind
	@RUNNER='$(VALGRIND)' $(RUN_TESTS)

matrix: ## build and test with both compilers, -O0 to -O3, and with link-time optimisation
	@MAKE='$(MAKE)' sh tests/matrix.sh

coverage: ## lines and branches of src/ that the tests reach
	@$(DEPS) build excel? test coverage
	@rm -rf build/coverage
	@$(MAKE) --no-print-directory BUILD=build/coverage CFLAGS='-O0 -g --coverage -include tests/support/counted_exit.h' quick
	@$(PYTHON) tests/coverage.py build/coverage

FUZZ_SECONDS ?= 60

fuzz: ## let clang's fuzzer look for trouble, FUZZ_SECONDS=60 for each target
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang FUZZ_MAIN= \
		CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link' LDFLAGS=-fsanitize=fuzzer \
		$(FUZZERS:%=build/fuzz/tests/%)
	@for fuzzer in $(FUZZERS); do \
		name=$${fuzzer#fuzz_}; dictionary=csv; test $$name != standard || dictionary=json; test $$name != source || dictionary=office; \
		mkdir -p build/fuzz/found/$$name && \
		build/fuzz/tests/$$fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
			-max_len=4000 -dict=tests/fuzz/$$dictionary.dict -artifact_prefix=build/fuzz/found/ \
			build/fuzz/found/$$name tests/fuzz/corpus/$$name data || exit 1; \
	done

bench: release $(BENCHES:%=$(BUILD)/tests/%) $(BENCH_TOOLS:%=$(BUILD)/tests/%) ## how long the program takes to start and to work
	@for bench in $(BENCHES); do $(BUILD)/tests/$$bench build/release/povcalc || exit 1; done
	@sh tests/bench/survey.sh build/release/povcalc $(BENCH_TOOLS:%=$(BUILD)/tests/%)

# Optimised as a whole where compiler and linker can: a seventh fewer instructions, three times the time of a build.
WHOLE = $(shell echo 'int main(void) { return 0; }' | $(CC) -flto=auto -ffat-lto-objects -Werror -x c -o /dev/null - 2>/dev/null && \
          echo -flto=auto -ffat-lto-objects)

release: ## build build/release/povcalc without debugging information
	@$(MAKE) --no-print-directory BUILD=build/release CFLAGS='$(filter-out -g,$(CFLAGS)) $(WHOLE)' LDFLAGS='$(LDFLAGS) -s' all

.PHONY: golden format
golden: $(PROGRAM) ## write what the program prints now into tests/cli/*.cases; review the difference as code
	@BUILD='$(BUILD)' sh tests/run_cases.sh --update

format: ## lay out the sources by .clang-format
	@clang-format -i $(SOURCES) src/cli/main.c $(HEADERS) $(wildcard src/*/*.h src/*/*/*.h tests/*/*.[ch])

# ---- install ----

# What goes where below PREFIX, as FROM:TO; "uninstall" removes each TO again. Not named INSTALL: packagers set that.
FILES    = $(PROGRAM):bin/povcalc $(LIBRARY):$(LIBDIR)/libpovcalc.a \
           $(if $(MODULE),$(MODULE):$(LIBDIR)/povcalc/povcalc-xlsx.so) \
           $(if $(SHARED),$(SHARED):$(LIBDIR)/libpovcalc.so.1 $(BUILD)/libpovcalc.so:$(LIBDIR)/libpovcalc.so) \
           $(BUILD)/povcalc.pc:$(LIBDIR)/pkgconfig/povcalc.pc include/povcalc.h:include/povcalc.h \
           $(foreach f,$(DATA),$(f):$(f:data/%=share/povcalc/%)) \
           $(foreach f,$(PAGES),$(BUILD)/man/$(f):share/man/$(f)) \
           $(foreach f,$(DOCUMENTS),$(f):share/doc/povcalc/$(f)) \
           src/cli/completion.bash:share/bash-completion/completions/povcalc \
           src/cli/completion.zsh:share/zsh/site-functions/_povcalc
OWN      = $(LIBDIR)/povcalc share/povcalc/standards share/povcalc share/doc/povcalc/docs/huong-dan \
           share/doc/povcalc/docs/examples share/doc/povcalc/docs \
           share/doc/povcalc/data share/doc/povcalc

define PKG_CONFIG_FILE
prefix=$(abspath $(PREFIX))
libdir=$${prefix}/$(LIBDIR)
includedir=$${prefix}/include

Name: povcalc
Description: Calculator for the figures of poverty-reduction plans
Version: $(VERSION)
Requires.private: libcjson libutf8proc expat zlib
Libs: -L$${libdir} -lpovcalc
Libs.private: -lcsv -pthread$(if $(filter Linux,$(SYSTEM)), -ldl)
Cflags: -I$${includedir}
endef

$(BUILD)/povcalc.pc: export TEXT = $(PKG_CONFIG_FILE)
$(BUILD)/povcalc.pc: Makefile src/base/version.h .FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$TEXT" >$@

# The program writes its manual itself, from what --help prints.
.PHONY: man
man: $(PAGES:%=$(BUILD)/man/%) ## write the manual pages into build/man

$(BUILD)/man/%: $(PROGRAM)
	@mkdir -p $(@D)
	$(Q)$(PROGRAM) help --man --lang $(if $(filter vi/%,$*),vi,en) \
		$(patsubst povcalc-%,%,$(filter-out povcalc,$(basename $(notdir $@)))) >$@

# Folders that were not there before are listed in one more file, so that those, and no others, go again.
.PHONY: .FORCE install uninstall
install: man
install: $(PROGRAM) $(MODULE) $(SHARED) $(LIBRARY) $(BUILD)/povcalc.pc ## install below PREFIX=/usr/local, in DESTDIR
	@set -eu; to='$(DESTDIR)$(PREFIX)'; made=; \
	folder() { \
		if [ ! -d "$$1" ]; then \
			folder "$${1%/*}"; mkdir "$$1"; made="$$made$${1#'$(DESTDIR)'}/|"; \
		fi; \
	}; \
	for file in $(FILES); do \
		target=$$to/$${file#*:}; folder "$${target%/*}"; mode=644; \
		test "$${file#*:}" != bin/povcalc || mode=755; \
		if [ -L "$${file%%:*}" ]; then cp -P "$${file%%:*}" "$$target"; \
		else install -m $$mode "$${file%%:*}" "$$target"; fi; \
		echo "$$target"; \
	done; \
	printf %s "$$made" | tr '|' '\n' >>"$$to/share/povcalc/.made"

uninstall: ## remove what "install" put there, and no more
	@to='$(DESTDIR)$(PREFIX)'; made=$$(sort -r "$$to/share/povcalc/.made" 2>/dev/null); \
	for file in $(foreach f,$(FILES),$(lastword $(subst :, ,$(f)))) share/povcalc/.made; do \
		rm -f "$$to/$$file"; \
	done; \
	for folder in $(OWN); do rmdir "$$to/$$folder" 2>/dev/null; done; \
	echo "$$made" | while read -r folder; do \
		rmdir '$(DESTDIR)'"$$folder" 2>/dev/null; \
	done; true

# ---- packages ----

# The time in the packages: that of the last commit, or what an unpacked tarball gave its files.
IN_GIT    = git ls-files --error-unmatch Makefile >/dev/null 2>&1
SOURCE_DATE_EPOCH ?= $(shell if $(IN_GIT); then git log -1 --format=%ct; else date -r Makefile +%s; fi)
TAR      ?= tar
DIST      = povcalc-$(VERSION)
TREE      = Makefile README.md .ci .clang-format .clang-tidy .gitignore data docs include src tests

.PHONY: dist deb
dist: ## a tarball of the sources, build/povcalc-VERSION.tar.gz, the same bytes each time
	@mkdir -p $(BUILD)
	@if $(IN_GIT); then git ls-files -z; else find $(TREE) -type f -print0; fi | LC_ALL=C sort -z | \
		$(TAR) --create --format=ustar --null --files-from=- --transform='s,^,$(DIST)/,' \
		--mode=go=rX,u+w --owner=root:0 --group=root:0 --mtime=@$(SOURCE_DATE_EPOCH) | \
		gzip -n9 >$(BUILD)/$(DIST).tar.gz
	@echo $(BUILD)/$(DIST).tar.gz

deb: dist ## Debian packages, tested while they are built, in build/deb
	@$(DEPS) build excel test deb
	@BUILD='$(BUILD)' VERSION='$(VERSION)' SOURCE_DATE_EPOCH='$(SOURCE_DATE_EPOCH)' sh .ci/deb.sh

# ---- the rest ----

.PHONY: clean help
clean: ## remove build/
	rm -rf '$(BUILD)'

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
